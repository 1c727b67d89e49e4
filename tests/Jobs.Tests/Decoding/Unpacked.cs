using System.Text.Json;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Tests.Decoding;

/// <summary>Unpacks archives into a folder of its own and shows everything that was written.</summary>
internal sealed class Unpacked(ArchiveLimits? limits = null) : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("thermalportal-").FullName;

    public string Target => Path.Combine(_root, "target");

    /// <summary>How far it said it was.</summary>
    public List<ArchiveProgress> Said { get; } = [];

    public (ExpandReply Reply, List<ExpandedEntry> Entries) Expand(byte[] archive)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("thermalportal-archive-").FullName, "a.bin");
        File.WriteAllBytes(file, archive);
        Directory.CreateDirectory(Target);
        var reply = new ArchiveExpansion(limits ?? new ArchiveLimits()).Expand(new ExpandRequest(file, Target), new Listener(Said), CancellationToken.None);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        return (reply, [.. File.ReadLines(reply.ListFile).Select(line => JsonSerializer.Deserialize<ExpandedEntry>(line)!)]);
    }

    public IEnumerable<string> AllFiles() => Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private sealed class Listener(List<ArchiveProgress> said) : IProgress<ArchiveProgress>
    {
        public void Report(ArchiveProgress value) => said.Add(value);
    }
}
