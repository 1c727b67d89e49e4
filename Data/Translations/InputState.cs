namespace ThermalPortal.Data.Translations;

/// <summary>State of one picture of a run; stored by name.</summary>
public enum InputState
{
    Waiting = 0,
    Running = 1,
    Succeeded = 2,

    /// <summary>The row says why and what to do; the other pictures of the run go on.</summary>
    Failed = 3,
}
