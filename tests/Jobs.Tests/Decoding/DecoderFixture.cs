using Microsoft.Extensions.Logging.Abstractions;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Tests.Decoding;

/// <summary>A real decoder process and a folder for its files.</summary>
internal sealed class DecoderFixture : IAsyncDisposable
{
    public DecoderFixture(DecoderOptions? options = null)
    {
        Folder = Directory.CreateTempSubdirectory("thermalportal-").FullName;
        options ??= new DecoderOptions();
        Supervisor = new DecoderSupervisor(TestChildren.Decoder(options), options, TimeProvider.System, NullLogger<DecoderSupervisor>.Instance);
    }

    public string Folder { get; }

    public DecoderSupervisor Supervisor { get; }

    public string Write(string name, byte[] bytes)
    {
        string file = Path.Combine(Folder, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    /// <summary>Largest resident memory of the living decoder, MiB; 0 where the system does not say.</summary>
    public double PeakMiB()
    {
        if (!OperatingSystem.IsLinux() || Supervisor.ProcessId is not { } id) return 0;
        string line = File.ReadLines($"/proc/{id}/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], System.Globalization.CultureInfo.InvariantCulture) / 1024;
    }

    public string EmptyFolder() => Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("N"))).FullName;

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
