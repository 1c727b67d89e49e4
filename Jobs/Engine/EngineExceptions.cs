using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Engine;

/// <summary>The engine process ended, or had to be ended, while it worked on a batch.</summary>
internal sealed class EngineLostException(ChildEnd end)
    : Exception($"The engine stopped while working: {end.Words}.")
{
    public ChildEnd End { get; } = end;
}

/// <summary>The engine is well but could not do this batch; the message says why.</summary>
internal sealed class EngineFaultException(string message, Exception inner) : Exception(message, inner);
