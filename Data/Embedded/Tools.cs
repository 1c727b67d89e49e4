using System.ComponentModel;
using System.Diagnostics;

namespace ThermalPortal.Data.Embedded;

/// <summary>Short-lived helper programs.</summary>
internal static class Tools
{
    public static ProcessStartInfo Start(string program, params IEnumerable<string> arguments) => new(program, arguments)
    {
        UseShellExecute = false,
        CreateNoWindow = true,
        WorkingDirectory = Path.GetPathRoot(Path.GetFullPath(program)) ?? "/",
    };

    /// <summary>Runs to the end; exit code and both outputs together. A program that cannot be started is code 127.</summary>
    public static async Task<(int Code, string Output)> RunAsync(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, (await output + await error).Trim());
        }
        catch (Win32Exception error)
        {
            return (127, error.Message);
        }
    }
}
