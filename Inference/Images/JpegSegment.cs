namespace ThermalPortal.Inference.Images;

/// <summary>One marker segment before the compressed data.</summary>
/// <param name="Marker">Second byte of the marker (0xE1 = APP1).</param>
/// <param name="Start">First byte of the payload.</param>
/// <param name="Length">Bytes of the payload.</param>
internal readonly record struct JpegSegment(byte Marker, int Start, int Length);
