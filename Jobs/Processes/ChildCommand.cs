using System.Diagnostics;

namespace ThermalPortal.Jobs.Processes;

/// <summary>How one of our child processes is started.</summary>
/// <param name="FileName">Program to run.</param>
/// <param name="Arguments">Its arguments; the verb is among them.</param>
/// <param name="Environment">Variables set for the child on top of the parent's own; a null value removes one.</param>
internal sealed record ChildCommand(string FileName, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string?> Environment)
{
    /// <summary>Whether the system should let everything else go first.</summary>
    public bool Background { get; init; }

    /// <summary>Another verb of this program, run by the same .NET host as this process.</summary>
    public static ChildCommand OfThisProgram(string verb, IReadOnlyDictionary<string, string?> environment)
    {
        string program = typeof(ChildCommand).Assembly.Location;
        string host = HostPath();
        return Path.GetFileNameWithoutExtension(host) == "dotnet"
            ? new ChildCommand(host, [program, verb], environment)
            : new ChildCommand(Path.ChangeExtension(program, OperatingSystem.IsWindows() ? ".exe" : null), [verb], environment);
    }

    /// <summary>The start information of a child whose three standard streams are pipes to us.</summary>
    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo(FileName, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var (name, value) in Environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }
        return start;
    }

    private static string HostPath() => System.Environment.ProcessPath
        ?? throw new InvalidOperationException("The path of the running program is unknown, so no child process can be started.");
}
