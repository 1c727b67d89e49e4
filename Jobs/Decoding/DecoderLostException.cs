namespace ThermalPortal.Jobs.Decoding;

/// <summary>A file brought its decoder down, or had to be stopped; the refusal is its verdict.</summary>
internal sealed class DecoderLostException(Refusal refusal) : Exception(refusal.Reason)
{
    public Refusal Refusal { get; } = refusal;
}
