using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace ThermalPortal.Web.Hosting;

/// <summary>
/// Embedded mode's one worker: started with the portal, started again when it dies, ended with the portal. Its standard input is a
/// pipe that only this process holds open: when it closes, by whatever end, the worker stops.
/// </summary>
internal sealed class WorkerProcess(
    PortalConnection connection, PortalPaths paths, IConfiguration configuration, IOptions<WorkerOptions> options, ILogger<WorkerProcess> log) : BackgroundService
{
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(10), _longestPause = TimeSpan.FromSeconds(30), _healthyAfter = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (WorkerLocation.Find(options.Value.Path, AppContext.BaseDirectory) is not { } assembly)
        {
            log.WorkerMissing();
            return;
        }

        var pause = TimeSpan.FromSeconds(1);
        while (!stoppingToken.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            await RunOnceAsync(assembly, stoppingToken);
            if (stoppingToken.IsCancellationRequested) return;
            pause = watch.Elapsed > _healthyAfter ? TimeSpan.FromSeconds(1) : pause;
            log.WorkerRestarts(pause.TotalSeconds);
            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }
    }

    private async Task RunOnceAsync(string assembly, CancellationToken stoppingToken)
    {
        using var process = new Process { StartInfo = StartInfo(assembly) };
        process.OutputDataReceived += (_, line) => Report(line.Data);
        process.ErrorDataReceived += (_, line) => Report(line.Data);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            log.WorkerDidNotStart(assembly, problem.Message);
            return;
        }

        log.WorkerStarted(process.Id);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(stoppingToken);
            log.WorkerEnded(process.Id, process.ExitCode);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process);
        }
    }

    private ProcessStartInfo StartInfo(string assembly)
    {
        // Started through `dotnet`, stay with that `dotnet`; started as a program, use the worker's own program.
        var host = Environment.ProcessPath ?? "dotnet";
        var viaHost = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var program = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = viaHost || !File.Exists(program)
            ? new ProcessStartInfo(viaHost ? host : "dotnet") { ArgumentList = { assembly } }
            : new ProcessStartInfo(program);
        start.ArgumentList.Add("worker");
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        // Whatever the portal was told, by file, variable or argument, the worker is told too; except who the administrator is.
        foreach (var (key, value) in configuration.GetSection("Portal").AsEnumerable())
            if (value is not null && !key.StartsWith("Portal:Admin", StringComparison.OrdinalIgnoreCase))
                start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        foreach (var secret in start.Environment.Keys.Where(k => k.StartsWith("Portal__Admin", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(secret);
        start.Environment["ConnectionStrings__Portal"] = connection.ConnectionString;
        start.Environment["Portal__DataFolder"] = paths.DataFolder;
        start.Environment["Portal__Worker__StopWithInput"] = "true";
        return start;
    }

    private async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(_grace);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            log.WorkerKilled(process.Id);
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Repeats a line of the worker's log at the level that the worker gave it.</summary>
    private void Report(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        var level = line.StartsWith("fail: ", StringComparison.Ordinal) || line.StartsWith("crit: ", StringComparison.Ordinal) ? LogLevel.Error
            : line.StartsWith("warn: ", StringComparison.Ordinal) ? LogLevel.Warning
            : LogLevel.Information;
        log.WorkerSays(level, line.Length > 6 && line[4..6] == ": " ? line[6..] : line);
    }
}
