namespace ThermalPortal.Data.Translations;

/// <summary>Times and limits of the run life cycle.</summary>
public sealed record RunLifecycleOptions
{
    /// <summary>How long a claim holds without renewal; default 60 s. Renew every quarter of it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Claims before a run is poisoned; default 3.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>A run handed to the queue but not claimed for this long is handed over again; default 2 min.</summary>
    public TimeSpan Redispatch { get; init; } = TimeSpan.FromMinutes(2);
}
