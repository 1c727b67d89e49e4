namespace ThermalPortal.Jobs.Runs;

/// <summary>A fenced write changed nothing: the run is another worker's now.</summary>
internal sealed class LeaseLostException() : Exception("The run's lease was lost.");
