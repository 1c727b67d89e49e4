namespace ThermalPortal.Inference.Images;

/// <summary>File formats recognised by their first bytes.</summary>
public enum ImageFormat
{
    /// <summary>None of the below.</summary>
    Unknown,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>TIFF, either byte order, classic (not BigTIFF).</summary>
    Tiff,

    /// <summary>Windows bitmap.</summary>
    Bmp,
}
