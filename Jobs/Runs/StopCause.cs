namespace ThermalPortal.Jobs.Runs;

/// <summary>Why work on a run must stop before its end.</summary>
internal enum StopCause
{
    None = 0,

    /// <summary>A person cancelled it.</summary>
    User,

    /// <summary>Another worker has it, or may have it: write nothing more.</summary>
    LeaseLost,

    /// <summary>This worker is being shut down.</summary>
    Shutdown,
}
