using Microsoft.Extensions.Configuration;
using ThermalPortal.Data.JobContracts;

namespace ThermalPortal.Jobs.Worker;

/// <summary>What this worker does (section <c>Portal:Worker</c>).</summary>
internal sealed record WorkerOptions
{
    public const string Section = "Portal:Worker";

    private static readonly string[] _known = [JobQueues.Interactive, JobQueues.Import, JobQueues.Views, JobQueues.Suggestions, JobQueues.Exports, JobQueues.Maintenance, JobQueues.Gpu];

    /// <summary>Queues to serve: a list, or one text with commas. Default: all.</summary>
    public IReadOnlyList<string> Queues { get; init; } = _known;

    /// <summary>Runs worked at once; more fill the engine's batches better.</summary>
    public int Runs { get; init; } = 6;

    /// <summary>Uploads read at once.</summary>
    public int Imports { get; init; } = 2;

    /// <summary>Stop when standard input closes: the process that started us holds its other end.</summary>
    public bool StopWithInput { get; init; }

    /// <summary>Stop when the process with this id ends; 0 = do not watch.</summary>
    public int ParentProcess { get; init; }

    /// <summary>Workers of Hangfire that serve a queue.</summary>
    public int CountFor(string queue) => queue switch
    {
        JobQueues.Interactive => Runs,
        JobQueues.Import => Imports,
        _ => 1,
    };

    public static WorkerOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var listed = section.GetSection("Queues").Get<string[]>() ?? [.. (section["Queues"] ?? "").Split(',')];
        string[] queues = [.. listed.Select(q => q.Trim().ToLowerInvariant()).Where(q => q.Length > 0).Distinct()];
        var defaults = new WorkerOptions();
        return new WorkerOptions
        {
            Queues = queues.Length > 0 ? queues : defaults.Queues,
            Runs = section.GetValue("Runs", defaults.Runs),
            Imports = section.GetValue("Imports", defaults.Imports),
            StopWithInput = section.GetValue("StopWithInput", defaults.StopWithInput),
            ParentProcess = section.GetValue("ParentProcess", defaults.ParentProcess),
        };
    }

    /// <summary>Everything wrong with these options, with full keys.</summary>
    public IEnumerable<string> Errors()
    {
        foreach (string queue in Queues.Except(_known))
            yield return $"{Section}:Queues names '{queue}'; {string.Join(", ", _known)} are possible.";
        if (Runs is < 1 or > 256) yield return $"{Section}:Runs is {Runs}; 1 to 256 is possible.";
        if (Imports is < 1 or > 64) yield return $"{Section}:Imports is {Imports}; 1 to 64 is possible.";
    }
}
