using ThermalPortal.Inference.Faces;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A folder of real pairs with its faces found and aligned, face by pair.</summary>
internal sealed record RealPairSet(IReadOnlyList<RealPair> Pairs, IReadOnlyList<RealFace> Faces, RealCrop Alignment)
{
    /// <summary>Reads all pairs of a folder; the seed of each is its place.</summary>
    /// <exception cref="InvalidDataException">There is no pair, or a picture cannot be read.</exception>
    public static RealPairSet Load(string folder, FaceDetector detector, RealCrop crop, EvaluationOptions options, CancellationToken cancellationToken)
    {
        var pairs = RealPair.Read(folder);
        var faces = new List<RealFace>();
        foreach (var pair in pairs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            faces.Add(RealFace.Load(pair, detector, crop, options.Size, options.FirstSeed + faces.Count));
        }
        return new RealPairSet(pairs, faces, crop);
    }
}
