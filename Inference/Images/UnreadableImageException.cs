namespace ThermalPortal.Inference.Images;

/// <summary>A file cannot be read. Thrown inside the readers only; their public doors turn it into a verdict.</summary>
internal sealed class UnreadableImageException(string code, string reason, string advice) : Exception(reason)
{
    /// <summary>Stable kebab-case code.</summary>
    public string Code { get; } = code;

    /// <summary>What the uploader can do.</summary>
    public string Advice { get; } = advice;

    /// <summary>The plain picture in the file may still be usable.</summary>
    public bool PictureOffered { get; init; }

    public static UnreadableImageException Truncated(string what) =>
        new("truncated", $"The file is cut: {what}.", "Copy it again from the camera and upload the copy.");

    public static UnreadableImageException Damaged(string what) =>
        new("damaged", $"The file is damaged: {what}.", "Copy it again from the camera, or save it once more as PNG or TIFF.");

    public static UnreadableImageException Unsupported(string what) =>
        new("unsupported", $"{what} cannot be read.", "Save the picture as PNG, TIFF, BMP or JPEG without unusual options.");

    public static UnreadableImageException TooLarge(long width, long height) =>
        new("too-many-pixels", $"The picture says it is {width} x {height} pixels, more than is accepted.",
            "Upload the picture as the camera stored it; thermal cameras stay far below 64 million pixels.");
}
