using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>8-bit grey pictures: relative intensity, no unit.</summary>
internal static class GreyReader
{
    public static ThermalFrame Read(ReadContext context, PixelArray pixels, byte[] grey)
    {
        bool invert = context.Options.Polarity == ThermalPolarity.BlackHot;
        return new ThermalFrame
        {
            Width = pixels.Width, Height = pixels.Height, Values = Array.ConvertAll(grey, v => (float)(invert ? 255 - v : v)),
            Unit = ThermalUnit.Relative, Badge = RadiometryBadge.Relative8, Format = "grey-8", SourceSha256 = context.Sha256,
            Camera = context.Options.Camera, Warnings = context.Warnings,
        };
    }
}
