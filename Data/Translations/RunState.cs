namespace ThermalPortal.Data.Translations;

/// <summary>Life of a run; stored by name. Succeeded, Failed and Canceled are final.</summary>
public enum RunState
{
    Queued = 0,

    /// <summary>A worker holds it; the engine is being prepared.</summary>
    Starting = 1,

    Running = 2,

    /// <summary>A cancel was asked for; the engine has not let go yet.</summary>
    Stopping = 3,

    Succeeded = 4,
    Failed = 5,
    Canceled = 6,
}
