using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ThermalPortal.Tests.Processes;

/// <summary>A portal of its own on a fresh data folder, ended and removed with this object.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly Task _output;
    private readonly ConcurrentQueue<string> _lines = new();

    private PortalProcess(Process process, string folder, Uri address, string token)
    {
        (_process, _folder, Address, Token) = (process, folder, address, token);
        _output = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public Uri Address { get; }

    public string Token { get; }

    /// <summary>Where it keeps its files, unless settings say otherwise.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it said so far, worker included.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The portal built in the same configuration as this program.</summary>
    public static string BuiltBeside()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, "Web", own.Name, "ThermalPortal.Web.dll");
    }

    /// <summary>Starts it on a free port.</summary>
    /// <param name="web">The portal's assembly.</param>
    /// <param name="attended">True: nobody has an account yet, and the console shows the set-up link; false: an administrator with <see cref="Token"/>.</param>
    /// <param name="settings">Further settings.</param>
    public static PortalProcess Start(string web, bool attended = false, params (string Key, string Value)[] settings)
    {
        if (!File.Exists(web))
            throw new FileNotFoundException($"There is no portal at {web}: build Web in the same configuration first.", web);
        var folder = Directory.CreateTempSubdirectory("thermalportal-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute); // the database runs as another user
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}/");
        var token = "tp_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(22))[..43];
        var start = new ProcessStartInfo("dotnet", [web])
        {
            WorkingDirectory = Path.GetDirectoryName(web), RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["Urls"] = address.ToString(), ["Portal__DataFolder"] = Path.Combine(folder, "data") },
        };
        if (!attended)
            (start.Environment["Portal__Admin__Email"], start.Environment["Portal__Admin__Password"], start.Environment["Portal__Admin__ApiToken"]) =
                ("somebody@localhost", token[3..23], token);
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new PortalProcess(Process.Start(start)!, folder, address, token);
    }

    /// <summary>Ends it as a power cut would; its settings' folders stay.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }
        await _output;
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line) _lines.Enqueue(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
