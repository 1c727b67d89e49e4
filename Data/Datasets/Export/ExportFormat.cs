namespace ThermalPortal.Data.Datasets.Export;

/// <summary>Layouts of an exported version.</summary>
public enum ExportFormat
{
    /// <summary>Pictures under their own paths and a <c>manifest.csv</c> that this portal reads back.</summary>
    Manifest,

    /// <summary>Folders train, validation and test with a <c>metadata.jsonl</c> each, as the Hugging Face image folder loader reads them.</summary>
    HuggingFace,

    /// <summary>Pictures below <c>images</c>, and for each part an <c>annotations/face_keypoints_*.json</c> with face boxes and five points, as the COCO keypoint format has them, and boxes for people; beside it a <c>manifest.csv</c> that this portal reads back.</summary>
    Coco,
}
