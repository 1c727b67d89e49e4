using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Holds the embedded gallery of true pictures and compares what systems made with it.</summary>
internal sealed class GalleryComparison
{
    private readonly IdentityJudge _judge;
    private readonly IReadOnlyList<EvaluationPicture> _pictures;
    private readonly int _resamples;
    private readonly int _probeSession;
    private readonly FaceTemplate[] _gallery;

    public GalleryComparison(IdentityJudge judge, IReadOnlyList<EvaluationPicture> pictures, int resamples)
    {
        (_judge, _pictures, _resamples) = (judge, pictures, resamples);
        var sessions = pictures.Select(p => p.Session).Distinct().Order().ToArray();
        _probeSession = sessions[^1];
        _gallery = [.. pictures.Where(p => p.Session == sessions[0]).Select(p => Embed(p, p.Truth))];
        Protocol = $"whole frame, no face crop; identity: gallery = true visible of session {sessions[0]}, probes = session {_probeSession}, closed set, cosine, "
            + "a probe counts when its nearest gallery picture shows the same person"
            + (sessions.Length == 1 ? "; one session only: the gallery holds the true partner of each probe" : "");
    }

    public string Protocol { get; }

    /// <summary>Figures of made pictures, one for each picture of the evaluation.</summary>
    public IdentityReport Compare(IReadOnlyList<RgbImage> made)
    {
        var known = _gallery.Select(g => g.Identity).ToHashSet(StringComparer.Ordinal);
        FaceTemplate[] probes = [.. _pictures.Zip(made).Where(p => IsProbe(p.First) && known.Contains(p.First.Identity)).Select(p => Embed(p.First, p.Second))];
        return IdentityComparison.Compare(probes, _gallery, _resamples);
    }

    private bool IsProbe(EvaluationPicture picture) => picture.Session == _probeSession;

    private FaceTemplate Embed(EvaluationPicture picture, RgbImage image) => new(picture.Identity, _judge.Embed(image, picture.Points));
}
