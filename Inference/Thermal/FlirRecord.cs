namespace ThermalPortal.Inference.Thermal;

/// <summary>An entry of the directory of a FLIR file.</summary>
/// <param name="Type">Kind of record.</param>
/// <param name="Subtype">Variant of the record.</param>
/// <param name="Data">Its bytes; of a photo that ends outside the file: none.</param>
internal readonly record struct FlirRecord(int Type, int Subtype, ReadOnlyMemory<byte> Data)
{
    public const int RawPixels = 0x01, EmbeddedPhoto = 0x0e, CameraInfo = 0x20;

    /// <summary>Each record carries its own byte order: the number at 0 is 2 in the right one.</summary>
    public bool BigEndian => Data.Length >= 2 && Data.Span[0] == 0 && Data.Span[1] == 2;
}
