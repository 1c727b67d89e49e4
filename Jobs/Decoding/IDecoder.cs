using StreamJsonRpc;
using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>
/// What the worker asks of a decoder process: everything that touches bytes of strangers happens there, bounded in memory and time.
/// </summary>
[JsonRpcContract]
internal partial interface IDecoder
{
    /// <summary>Reads one file for its verdict.</summary>
    Task<InspectReply> InspectAsync(InspectRequest request, CancellationToken cancellationToken);

    /// <summary>The same for several small files, in their order.</summary>
    Task<IReadOnlyList<InspectReply>> InspectManyAsync(IReadOnlyList<InspectRequest> requests, CancellationToken cancellationToken);

    /// <summary>Reads one file, finds its faces and writes everything the engine and the pages need.</summary>
    Task<PrepareReply> PrepareAsync(PrepareRequest request, CancellationToken cancellationToken);

    /// <summary>Makes a thumbnail, and of a thermal picture its values for the viewer; measures its quality.</summary>
    Task<ViewReply> ViewAsync(ViewRequest request, CancellationToken cancellationToken);

    /// <summary>Unpacks an archive into a folder, under names of our own.</summary>
    Task<ExpandReply> ExpandAsync(ExpandRequest request, IProgress<ArchiveProgress> progress, CancellationToken cancellationToken);
}
