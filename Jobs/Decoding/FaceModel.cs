namespace ThermalPortal.Jobs.Decoding;

/// <summary>Where the face detector's network is: configured, or beside the program where the build puts it.</summary>
internal static class FaceModel
{
    public const string Key = "Portal:Faces:ModelFile";

    /// <summary>Name in the npm package and beside the program.</summary>
    public const string FileName = "face_detection_back_256x256_barracuda.onnx";

    public static string Find(string? configured) => string.IsNullOrEmpty(configured)
        ? Path.Combine(Path.GetDirectoryName(typeof(FaceModel).Assembly.Location)!, "Faces", FileName)
        : Path.GetFullPath(configured);
}
