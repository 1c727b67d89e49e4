namespace ThermalPortal.Data.Translations;

/// <summary>Groups of <see cref="RunState"/>.</summary>
public static class RunStates
{
    /// <summary>States in which something can still happen.</summary>
    public static IReadOnlyList<RunState> Active { get; } = [RunState.Queued, RunState.Starting, RunState.Running, RunState.Stopping];

    /// <summary>True: nothing will change any more.</summary>
    public static bool IsFinal(this RunState state) => !Active.Contains(state);
}
