namespace ThermalPortal.Benchmarks;

/// <summary>One line of the table: <c>unet</c>, <c>decoder</c> or <c>translation</c>, images at once, and whether in bf16.</summary>
internal sealed record TwinCase(string Network, int Batch, bool LowPrecision);
