using System.Diagnostics;

namespace ThermalPortal.Tests.Processes;

/// <summary>The PyTorch twin of the networks (tests/Reference/twin), run by the first Python 3 that has PyTorch.</summary>
internal static class PythonTwin
{
    /// <summary>Why a test skips.</summary>
    public const string Absent = "No Python 3 with PyTorch was found: on Debian install python3-torch.";

    private static readonly Lazy<string?> s_interpreter = new(() => Candidates.FirstOrDefault(HasTorch));

    /// <summary>True when the twin can run here.</summary>
    public static bool IsPresent => s_interpreter.Value is not null;

    // Another Python may stand before the system's own on the path.
    private static string[] Candidates => OperatingSystem.IsWindows() ? ["python"] : ["python3", "/usr/bin/python3"];

    /// <summary>How a script of the twin is started; errors are redirected, the rest is the caller's.</summary>
    public static ProcessStartInfo Command(string script, params ReadOnlySpan<string> arguments) =>
        new(s_interpreter.Value ?? throw new InvalidOperationException(Absent), [Path.Combine(AppContext.BaseDirectory, "Reference", "twin", script), .. arguments])
        {
            RedirectStandardError = true, UseShellExecute = false, Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };

    /// <summary>Runs a script to its end.</summary>
    /// <returns>Exit code and what it wrote on standard error.</returns>
    public static (int ExitCode, string Error) Run(string script, params ReadOnlySpan<string> arguments) => Finish(Command(script, arguments));

    private static bool HasTorch(string interpreter)
    {
        try
        {
            return Finish(new ProcessStartInfo(interpreter, ["-c", "import torch, numpy"]) { RedirectStandardError = true }).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception) // not there
        {
            return false;
        }
    }

    private static (int ExitCode, string Error) Finish(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
