using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Alignments;

/// <summary>Points of the best face, as the worker found them in a picture.</summary>
public static class FacePoints
{
    /// <summary>What they are, in the order of the detector; left and right as in the picture.</summary>
    public static IReadOnlyList<string> Names { get; } = ["left eye", "right eye", "nose", "mouth", "left ear", "right ear"];

    /// <summary>Those found in both pictures; empty where one of them shows no face.</summary>
    public static IReadOnlyList<PointPair> Of(Capture thermal, Capture visible) => [.. Best(thermal).Zip(Best(visible), Names).Select(p => new PointPair(p.First, p.Second, p.Third))];

    private static IEnumerable<PicturePoint> Best(Capture capture) => capture.FoundFaces is [var best, ..] ? best.Points.Select(p => new PicturePoint(p.X, p.Y)) : [];
}
