using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Datasets.Incoming;

/// <summary>Hands a whole incoming file to its upload, as if it had come in one piece. Safe to repeat after any crash.</summary>
public sealed class Arrival(UploadQueries uploads)
{
    /// <summary>Hashes, compares, stores, writes the row.</summary>
    /// <param name="scope">Whose file.</param>
    /// <param name="writer">The right to change it; all bytes are here.</param>
    /// <param name="cancellationToken">Cancelled: the next call goes on.</param>
    public async Task<ArrivalResult> AcceptAsync(TeamScope scope, IncomingWriter writer, CancellationToken cancellationToken)
    {
        // Restart point 1: a row already: nothing to do.
        if (writer.Current is not { } file) return ArrivalResult.Closed;
        if (file.ItemId is not null) return ArrivalResult.Accepted;
        // Restart point 2: hashed, perhaps moved into the store already.
        if (file.Sha256 is null)
        {
            file = file with { Sha256 = await writer.HashAsync(cancellationToken) };
            if (file.Promised is { } promised && promised != file.Sha256)
            {
                writer.Clear();
                return ArrivalResult.Differs;
            }

            writer.Save(file);
        }

        // Restart point 3: the same name with the same bytes is the same row.
        var item = await uploads.AddFileAsync(scope, file.UploadId, file.Name, file.MediaType, writer.Bytes, file.Sha256!, cancellationToken);
        if (item is null) return ArrivalResult.Closed;
        writer.Save(file with { ItemId = item.Id });
        return ArrivalResult.Accepted;
    }
}
