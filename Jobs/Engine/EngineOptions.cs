namespace ThermalPortal.Jobs.Engine;

/// <summary>How the worker keeps its engine (section <c>Portal:Engine</c>).</summary>
internal sealed record EngineOptions
{
    public const string Section = "Portal:Engine";

    /// <summary>Threads the engine computes with; 0 = one for each core.</summary>
    public int Threads { get; init; }

    /// <summary>Pictures in one batch, 1..64.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>A preview is decoded every so many steps; 0 = never.</summary>
    public int PreviewEvery { get; init; } = 4;

    /// <summary>Least time between two previews, for each picture of the batch: decoding them holds the batch up.</summary>
    public TimeSpan PreviewPause { get; init; } = TimeSpan.FromSeconds(0.3);

    /// <summary>Time between two beats to the engine.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>An engine silent for so long is killed.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time from start to the first answer.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A cancelled batch that has not stopped after so long is ended by killing the engine.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Everything wrong with these options, with full keys.</summary>
    public IEnumerable<string> Errors()
    {
        if (Threads is < 0 or > 1024) yield return $"{Section}:Threads is {Threads}; 0 (all cores) to 1024 is possible.";
        if (BatchSize is < 1 or > 64) yield return $"{Section}:BatchSize is {BatchSize}; 1 to 64 is possible.";
        if (PreviewEvery < 0) yield return $"{Section}:PreviewEvery is {PreviewEvery}; 0 (never) or more is possible.";
        if (PreviewPause < TimeSpan.Zero) yield return $"{Section}:PreviewPause is {PreviewPause}; 0 or more is possible.";
        if (Beat <= TimeSpan.Zero || Beat >= Heartbeat.Patience) yield return $"{Section}:Beat is {Beat}; more than 0 and less than {Heartbeat.Patience} is possible.";
        if (CancelGrace <= TimeSpan.Zero) yield return $"{Section}:CancelGrace is {CancelGrace}; it must be more than 0.";
    }

    /// <summary>Variables that libgomp and MKL read once, before our first line runs.</summary>
    public IReadOnlyDictionary<string, string?> ToEnvironment()
    {
        string threads = (Threads == 0 ? Environment.ProcessorCount : Threads).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Dictionary<string, string?>
        {
            ["MALLOC_MMAP_THRESHOLD_"] = "2000000000", // glibc: freed tensors are kept up to the next line, not unmapped, which costs page faults
            ["MALLOC_TRIM_THRESHOLD_"] = "536870912",
            ["OMP_NUM_THREADS"] = threads,
            ["MKL_NUM_THREADS"] = threads,
            ["DOTNET_gcServer"] = "0",
            // The engine computes: it needs neither the database nor accounts.
            ["ConnectionStrings__Portal"] = null,
            ["Portal__Admin__Password"] = null,
            ["Portal__Admin__ApiToken"] = null,
        };
    }
}
