namespace ThermalPortal.Inference.Tests.Training;

/// <summary>Tests that need torch's global generator for themselves: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(GlobalRandomness), DisableParallelization = true)]
public sealed class GlobalRandomness;
