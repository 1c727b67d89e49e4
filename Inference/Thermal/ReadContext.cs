using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>One file on its way through a reader.</summary>
internal sealed record ReadContext(byte[] Bytes, ThermalReadOptions Options, string Sha256, CancellationToken Token)
{
    /// <summary>Remarks collected on the way.</summary>
    public List<ThermalWarning> Warnings { get; } = [];

    public void Warn(string code, string text) => Warnings.Add(new ThermalWarning(code, text));

    /// <summary>Remarks that something was wrong and has been put right.</summary>
    public void Repaired(string code, string text) => Warnings.Add(new ThermalWarning(code, text, Repair: true));

    public PixelArray Decode() => PixelDecoder.Decode(Bytes, Options.Page, Token).Upright();
}
