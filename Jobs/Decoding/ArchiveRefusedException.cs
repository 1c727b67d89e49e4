namespace ThermalPortal.Jobs.Decoding;

/// <summary>An archive is refused as a whole, or its rest is: entries unpacked before stay good.</summary>
internal sealed class ArchiveRefusedException(Refusal refusal) : Exception(refusal.Reason)
{
    public Refusal Refusal { get; } = refusal;
}
