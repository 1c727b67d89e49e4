using System.Diagnostics;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>
/// Scores systems on a folder of aligned pairs: quality on every picture of the split; identity with the true pictures of session 1 as
/// gallery and the made pictures of session 2 as probes (with one session: both are that session). Ceiling: true probes. Floor: raw thermal.
/// </summary>
public sealed class PairEvaluation
{
    private readonly EvaluationOptions _options;
    private readonly Judges _judges;
    private readonly Action<string, int, int>? _onProgress;

    /// <param name="judges">The nets that score.</param>
    /// <param name="options">Settings.</param>
    /// <param name="onProgress">Told (system, pictures done, pictures in all).</param>
    public PairEvaluation(Judges judges, EvaluationOptions? options = null, Action<string, int, int>? onProgress = null)
    {
        (_judges, _options, _onProgress) = (judges, options ?? new EvaluationOptions(), onProgress);
        if (_options.Validate() is { Count: > 0 } errors)
            throw new ArgumentException(string.Join(" ", errors), nameof(options));
    }

    /// <summary>Runs all systems on one folder.</summary>
    /// <param name="folder">Folder with manifest.csv, see <see cref="EvaluationManifest"/>.</param>
    /// <param name="systems">The first one is compared with the others. A mean face is added by itself.</param>
    /// <param name="cancellationToken">Looked at between batches.</param>
    /// <returns>The report and the contact sheet.</returns>
    public EvaluationResult Run(string folder, IReadOnlyList<NamedTranslator> systems, CancellationToken cancellationToken = default)
    {
        var training = EvaluationManifest.Read(folder, "train");
        var frames = Frames(folder, _options);
        var protocol = FrozenProtocol.Of(folder, frames, _options, _judges);
        _options.Protocol?.Expect(protocol);
        var pictures = Load(frames, _options, cancellationToken);
        if (training.Count > 0 && _options.MeanFacePictures > 0)
            systems = [.. systems, MeanFace.From(training, _options.Size, _options.MeanFacePictures, cancellationToken)];

        RgbImage[] truth = [.. pictures.Select(p => p.Truth)];
        using var inception = _judges.Inception is null ? null : new InceptionComparison(_judges.Inception, truth, cancellationToken);
        var identity = _judges.Identity is null ? null : new GalleryComparison(_judges.Identity, pictures, _options.Resamples);
        var scored = new List<ScoredSystem>();
        foreach (var system in systems)
        {
            var (made, seconds) = Translate(system, pictures, cancellationToken);
            var scores = PictureScores.Of(made, truth, _judges, cancellationToken);
            scored.Add(new ScoredSystem(system, made, seconds, scores, identity?.Compare(made), inception?.Compare(made, cancellationToken)));
        }
        var table = new ScoreTable(pictures, _options);
        var rows = scored.Select(table.Row).ToList();
        if (identity is not null)
        {
            rows.Add(new SystemScores { Name = "true visible (ceiling)", Identity = identity.Compare(truth) });
            rows.Add(new SystemScores { Name = "raw thermal (floor)", Identity = identity.Compare([.. pictures.Select(p => p.Input.Grey())]) });
        }
        var trained = training.Select(f => f.Identity).ToHashSet(StringComparer.Ordinal);
        var report = new EvaluationReport
        {
            Set = protocol.Set,
            Protocol = identity?.Protocol ?? "quality only: no identity judge was given",
            Split = _options.Split, Size = _options.Size, Images = pictures.Count, People = table.People,
            PeopleAlsoInTraining = pictures.Select(p => p.Identity).Distinct().Count(trained.Contains),
            IdentityJudgeSha256 = _judges.Identity?.Sha256, PerceptualSha256 = _judges.Perceptual?.WeightsSha256, Lpips = _judges.Lpips?.Figure, LpipsBackboneSha256 = _judges.Lpips?.BackboneSha256,
            Fid = _judges.Inception?.FrechetFigure, Kid = _judges.Inception?.KernelFigure, InceptionSha256 = _judges.Inception?.Sha256,
            Systems = rows, Differences = table.Differences(scored),
        };
        return new EvaluationResult(report, EvaluationSheet.Draw(pictures, scored, _options.SheetRows), protocol);
    }

    /// <summary>The pairs of the split, of as many people as asked for.</summary>
    internal static List<EvaluationPicture> Load(string folder, EvaluationOptions options, CancellationToken cancellationToken) => Load(Frames(folder, options), options, cancellationToken);

    private static IReadOnlyList<EvaluationFrame> Frames(string folder, EvaluationOptions options)
    {
        var frames = EvaluationManifest.Read(folder, options.Split);
        if (frames.Count == 0)
            throw new InvalidDataException($"The manifest in {folder} has no row of the split '{options.Split}'.");
        if (options.Protocol is { } frozen)
            return frozen.Choose(folder, frames);
        var people = frames.Select(f => f.Identity).Distinct().Take(options.People > 0 ? options.People : int.MaxValue).ToHashSet(StringComparer.Ordinal);
        return [.. frames.Where(f => people.Contains(f.Identity))];
    }

    private static List<EvaluationPicture> Load(IReadOnlyList<EvaluationFrame> frames, EvaluationOptions options, CancellationToken cancellationToken)
    {
        var pictures = new List<EvaluationPicture>();
        foreach (var frame in frames)
        {
            cancellationToken.ThrowIfCancellationRequested();
            pictures.Add(EvaluationPicture.Load(frame, options.Size, options.FirstSeed + pictures.Count));
        }
        return pictures;
    }

    private (List<RgbImage> Made, double? Seconds) Translate(NamedTranslator system, List<EvaluationPicture> pictures, CancellationToken cancellationToken)
    {
        var made = new List<RgbImage>(pictures.Count);
        var warm = 0;
        var watch = new Stopwatch();
        foreach (var batch in pictures.Select(p => system.Stress?.Apply(p.Input) ?? p.Input).Chunk(_options.Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var answer = system.Translate(batch, cancellationToken);
            if (answer.Count != batch.Length || answer.Any(a => a.Width != _options.Size || a.Height != _options.Size))
                throw new InvalidOperationException($"{system.Name} gave {answer.Count} pictures for {batch.Length}, or of another size than {_options.Size}.");
            warm += watch.IsRunning ? batch.Length : 0;
            made.AddRange(answer);
            watch.Start(); // the first batch warms up
            _onProgress?.Invoke(system.Name, made.Count, pictures.Count);
        }
        return (made, warm > 0 ? watch.Elapsed.TotalSeconds / warm : null);
    }
}
