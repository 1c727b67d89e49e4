namespace ThermalPortal.Data.Translations;

/// <summary>Answer to a renewal or a fenced write.</summary>
public enum LeaseState
{
    Held = 0,

    /// <summary>Still ours, but a cancel was asked for: stop the engine, then <see cref="RunLifecycle.FinishCancelAsync"/>.</summary>
    CancelRequested = 1,

    /// <summary>Another worker has it, or it ended: nothing was written; stop the engine and write nothing more.</summary>
    Lost = 2,
}
