using System.Text.Json;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets.Incoming;

/// <summary>
/// Files on their way in: <c>team/file/</c> with <c>bytes</c>, <c>state.json</c> and <c>lock</c>. Whose a file is, is where it lies: a path is made
/// from the asking team, so another team's file is never found. Needs no database, and every replica on the same folder sees the same.
/// </summary>
/// <param name="root">The folder; made when it is needed.</param>
/// <param name="life">How long a file waits for its next byte.</param>
/// <param name="time">Clock by which files are given up.</param>
public sealed class IncomingFolder(string root, TimeSpan life, TimeProvider time)
{
    /// <summary>Makes room for a file of which nothing is here yet.</summary>
    public IncomingFile Create(TeamScope scope, IncomingFile file)
    {
        var folder = FolderOf(scope, file.Id);
        Directory.CreateDirectory(folder);
        File.Create(BytesOf(folder)).Dispose();
        Save(folder, file);
        return Find(scope, file.UploadId, file.Id)!;
    }

    /// <summary>Null: no such file in this upload of this team, or given up.</summary>
    public IncomingFile? Find(TeamScope scope, Guid uploadId, Guid id) =>
        Read(FolderOf(scope, id)) is { } file && file.UploadId == uploadId && file.ExpiresAt > time.GetUtcNow() ? file : null;

    /// <summary>The right to write, held until disposed; it ends with its process. Null: somebody else has it.</summary>
    public IncomingWriter? TryWrite(TeamScope scope, Guid id) => TryWrite(FolderOf(scope, id));

    /// <summary>Removes what was given up; answers how many.</summary>
    public int Sweep()
    {
        if (!Directory.Exists(root)) return 0;
        var removed = 0;
        foreach (var folder in Directory.EnumerateDirectories(root).SelectMany(Directory.EnumerateDirectories))
        {
            if (ExpiryOf(folder) > time.GetUtcNow() || TryWrite(folder) is not { } writer) continue;
            writer.Remove();
            removed++;
        }

        return removed;
    }

    internal static string BytesOf(string folder) => Path.Combine(folder, "bytes");

    internal static string StateOf(string folder) => Path.Combine(folder, "state.json");

    internal IncomingFile? Read(string folder)
    {
        try
        {
            var file = JsonSerializer.Deserialize<IncomingFile>(File.ReadAllText(StateOf(folder)))!;
            var bytes = new FileInfo(BytesOf(folder));
            // Bytes that were moved into the store are all here.
            return file with { Offset = bytes.Exists ? bytes.Length : file.Sha256 is null ? 0 : file.Length, ExpiresAt = ExpiryOf(folder) };
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Written beside and renamed: a crash leaves the old state or the new one.</summary>
    internal static void Save(string folder, IncomingFile file)
    {
        var fresh = Path.Combine(folder, "state.new");
        using (var stream = File.Create(fresh))
        {
            JsonSerializer.Serialize(stream, file);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, StateOf(folder), overwrite: true);
    }

    private IncomingWriter? TryWrite(string folder)
    {
        try
        {
            return new IncomingWriter(this, folder, new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null; // held, or just removed
        }
    }

    private DateTimeOffset ExpiryOf(string folder)
    {
        string[] written = [BytesOf(folder), StateOf(folder)];
        var last = written.Where(File.Exists).Select(File.GetLastWriteTimeUtc).Append(Directory.GetCreationTimeUtc(folder)).Max();
        return new DateTimeOffset(last, TimeSpan.Zero) + life;
    }

    private string FolderOf(TeamScope scope, Guid id) => Path.Combine(root, scope.TeamId.ToString("N"), id.ToString("N"));
}
