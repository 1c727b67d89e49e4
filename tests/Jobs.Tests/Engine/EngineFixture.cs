using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;
using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Tests.Engine;

/// <summary>An engine process with the stand-in model, and a folder for its pictures.</summary>
internal sealed class EngineFixture : IAsyncDisposable
{
    public EngineFixture(EngineOptions? options = null)
    {
        Folder = Directory.CreateTempSubdirectory("thermalportal-").FullName;
        Options = options ?? new EngineOptions();
        Supervisor = new EngineSupervisor(TestChildren.Engine(), Options, TimeProvider.System, NullLogger<EngineSupervisor>.Instance);
    }

    public string Folder { get; }

    public EngineOptions Options { get; }

    public EngineSupervisor Supervisor { get; }

    public IReadOnlyList<string> Batches => File.Exists(Path.Combine(Folder, "batches.txt")) ? File.ReadAllLines(Path.Combine(Folder, "batches.txt")) : [];

    public TranslateItem Item(long seed, float value = 0)
    {
        string thermal = Path.Combine(Folder, $"{seed}.f32");
        File.WriteAllBytes(thermal, MemoryMarshal.AsBytes(Enumerable.Repeat(value, 128 * 128).ToArray().AsSpan()));
        return new TranslateItem(thermal, true, seed, new Dictionary<string, string>(), Path.Combine(Folder, $"{seed}.rgb"), Path.Combine(Folder, $"{seed}.live"));
    }

    public TranslateRequest Request(int steps, params long[] seeds) => new(Folder, steps, 1.5, 2, TimeSpan.Zero, [.. seeds.Select(s => Item(s))]);

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
