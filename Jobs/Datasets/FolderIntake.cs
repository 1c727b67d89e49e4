using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Data.Files;
using ThermalPortal.Inference.Images;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Copies a folder of the server into its upload. The folder's own files are only read.</summary>
internal sealed class FolderIntake(AllowedFolders allowed, FolderWork work, UploadQueries uploads, IFileStore store)
{
    // What a file is gets known when it is read.
    private const string MediaType = "application/octet-stream";
    private const int AtOnce = 4, MostFiles = 200_000;

    /// <summary>Takes what is not here yet, then closes the upload; one that cannot go on is ended with the reason.</summary>
    public async Task TakeAsync(TeamScope scope, Guid uploadId, FolderSource source, CancellationToken cancellationToken)
    {
        // Asked again here: the settings may have changed since somebody chose the folder, and this process is the one that reads.
        if (allowed.Find(scope.TeamId, source.Root, source.Folder, out string? refusal) is not { } folder)
        {
            await work.FailAsync(scope, uploadId, refusal!, cancellationToken);
            return;
        }
        List<ServerFile> files = [.. folder.Files().Take(MostFiles + 1)];
        if (files.Count is 0 or > MostFiles)
        {
            await work.FailAsync(scope, uploadId, files.Count == 0 ? $"There are no files in {source}." : $"{source} holds more than {MostFiles:N0} files: import its folders one by one.", cancellationToken);
            return;
        }
        await work.ExpectAsync(scope, uploadId, files.Count, cancellationToken);
        // Restart point: what has a row was copied, or refused, before.
        var here = await work.NamesAsync(scope, uploadId, cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        try
        {
            await Parallel.ForEachAsync(files.Where(f => !here.Contains(f.Name)), options, async (file, token) => await TakeAsync(scope, uploadId, file, token));
            await uploads.CloseAsync(scope, uploadId, cancellationToken);
        }
        catch (DiskFullException full)
        {
            await work.FailAsync(scope, uploadId, full.Message, cancellationToken);
        }
    }

    private async Task TakeAsync(TeamScope scope, Guid uploadId, ServerFile file, CancellationToken cancellationToken)
    {
        var refusal = file.Refusal;
        try
        {
            if (refusal is null)
            {
                if (store.Refusal(file.Bytes) is { } full) throw new DiskFullException(full);
                await using var content = ServerFolder.Open(file);
                if (file.Bytes <= ImageLimits.FileBytes || IsArchive(content)) await uploads.AddFileAsync(scope, uploadId, file.Name, MediaType, content, cancellationToken);
                else refusal = SourceVerdicts.TooLarge(file.Bytes, ImageLimits.FileBytes);
            }
        }
        catch (IOException problem) when (DiskSpace.IsFull(problem))
        {
            throw new DiskFullException(DiskSpace.Sentence(file.Bytes, store.FreeBytes ?? 0));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            refusal = SourceVerdicts.Unreadable(problem.Message);
        }
        if (refusal is not null) await uploads.AddRefusedAsync(scope, uploadId, file.Name, refusal, cancellationToken);
    }

    private static bool IsArchive(FileStream content)
    {
        byte[] head = new byte[FileKind.HeadBytes];
        int read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        content.Position = 0;
        return FileKind.IsArchive(head.AsSpan(0, read));
    }

    private sealed class DiskFullException(string message) : Exception(message);
}
