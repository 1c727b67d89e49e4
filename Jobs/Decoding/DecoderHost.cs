using ThermalPortal.Data.Datasets;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>The decoder process: reads files of strangers, one at a time.</summary>
/// <param name="faceModelFile">The face detector's ONNX file; opened when the first face is looked for.</param>
internal sealed class DecoderHost(string faceModelFile) : IDecoder
{
    // Small files fill little of the process's memory, so some may be read at once.
    private static readonly ParallelOptions _few = new() { MaxDegreeOfParallelism = Math.Min(4, Environment.ProcessorCount) };

    private readonly Lazy<FaceDetector> _detector = new(() => new FaceDetector(faceModelFile));

    /// <summary>Serves until the parent is gone, then ends the process.</summary>
    public static async Task RunAsync(string faceModelFile, int dataMiB)
    {
        ProcessLimits.Apply(dataMiB);
        var streams = StandardStreams.Take();
        await RpcHost.ServeAsync<IDecoder>(new DecoderHost(faceModelFile), streams);
        ProcessEnd.Now();
    }

    public Task<InspectReply> InspectAsync(InspectRequest request, CancellationToken cancellationToken) =>
        WorkAsync(() => Inspection.Of(request, cancellationToken));

    public Task<IReadOnlyList<InspectReply>> InspectManyAsync(IReadOnlyList<InspectRequest> requests, CancellationToken cancellationToken) =>
        WorkAsync<IReadOnlyList<InspectReply>>(() =>
        {
            var replies = new InspectReply[requests.Count];
            Parallel.For(0, replies.Length, _few, i => replies[i] = Inspection.Of(requests[i], cancellationToken));
            return replies;
        });

    public Task<PrepareReply> PrepareAsync(PrepareRequest request, CancellationToken cancellationToken) =>
        WorkAsync(() => new Preparation(() => _detector.Value).Prepare(request, cancellationToken));

    public Task<ViewReply> ViewAsync(ViewRequest request, CancellationToken cancellationToken) =>
        WorkAsync(() => new View(() => _detector.Value).Make(request, cancellationToken));

    public Task<ExpandReply> ExpandAsync(ExpandRequest request, IProgress<ArchiveProgress> progress, CancellationToken cancellationToken) =>
        WorkAsync(() => new ArchiveExpansion(new ArchiveLimits()).Expand(request, progress, cancellationToken));

    private static async Task<T> WorkAsync<T>(Func<T> work)
    {
        try
        {
            return await Task.Run(work);
        }
        catch (OutOfMemoryException)
        {
            // Whatever is left of the heap is not worth trusting: the supervisor reads the exit code.
            Environment.Exit(ChildEnd.HeapFull);
            throw;
        }
    }
}
