using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>
/// States of faces what is not true of them, one value at a time, and asks a classifier whether the picture shows it, and a recognition net whether it is still the
/// same person. One picture of each person, of a run without statement and of one with.
/// </summary>
/// <param name="schema">The attributes.</param>
/// <param name="see">Pictures -> for each the index of the value seen, by attribute.</param>
/// <param name="identity">Recognition net; null = identity is left out.</param>
/// <param name="people">Most people a value.</param>
public sealed class StatementEvaluation(AttributeSchema schema, Func<IReadOnlyList<RgbImage>, IReadOnlyList<int[]>> see, IdentityJudge? identity, int people = 24)
{
    private const int Batch = 8;
    private const int SheetRows = 10;

    /// <summary>A row for each value, and a sheet: thermal | nothing stated | each value | true.</summary>
    /// <param name="pictures">Labelled pictures.</param>
    /// <param name="translate">The model.</param>
    /// <param name="cancellationToken">Looked at between batches.</param>
    public (IReadOnlyList<StatementScores> Rows, RgbImage Sheet) Run(IReadOnlyList<EvaluationPicture> pictures, StatementTranslator translate, CancellationToken cancellationToken = default)
    {
        EvaluationPicture[] persons = [.. pictures.GroupBy(p => p.Identity).Select(g => g.First())];
        var plain = Translate(persons, [], translate, cancellationToken).Zip(persons).ToDictionary(p => p.Second, p => p.First);
        var rows = new List<StatementScores>();
        EvaluationPicture[] shown = [.. persons.Take(SheetRows)];
        var columns = new List<IReadOnlyList<RgbImage>> { shown.Select(p => EvaluationSheet.Thermal(p.Input)).ToArray(), shown.Select(p => plain[p]).ToArray() };
        for (var head = 0; head < schema.Guiding.Heads.Count; head++)
            foreach (var (value, index) in schema.Heads[head].Values.Select((v, i) => (v, i)))
            {
                var stated = new Dictionary<string, string> { [schema.Heads[head].Name] = value };
                EvaluationPicture[] others = [.. persons.Where(p => Label(p, head) is >= 0 and var own && own != index).Take(people)];
                EvaluationPicture[] own = [.. persons.Where(p => Label(p, head) == index)];
                var made = Translate([.. others.Union(shown)], stated, translate, cancellationToken).Zip(others.Union(shown)).ToDictionary(p => p.Second, p => p.First);
                columns.Add([.. shown.Select(p => made[p])]);
                if (others.Length > 0)
                    rows.Add(new StatementScores(schema.Heads[head].Name, value, others.Length, Share(others.Select(p => plain[p])), Share(others.Select(p => made[p])),
                        own.Length == 0 ? null : Share(own.Select(p => p.Truth)), identity is null ? null : others.Average(p => Same(p, plain[p], made[p])), others.Average(p => Difference(plain[p], made[p]))));

                double Share(IEnumerable<RgbImage> images) => see([.. images]).Average(seen => seen[head] == index ? 1.0 : 0);
            }
        columns.Add([.. shown.Select(p => p.Truth)]);
        return (rows, EvaluationSheet.Grid([.. shown.Select((_, row) => columns.Select(c => c[row]).ToArray())]));
    }

    private int Label(EvaluationPicture picture, int head)
    {
        var label = picture.Input.Labels.FirstOrDefault(l => l.Key.StartsWith(schema.Heads[head].Name, StringComparison.OrdinalIgnoreCase)).Value;
        return schema.IndexOf(head, label);
    }

    private double Same(EvaluationPicture picture, RgbImage a, RgbImage b) => IdentityJudge.Cosine(identity!.Embed(a, picture.Points), identity.Embed(b, picture.Points));

    private static double Difference(RgbImage a, RgbImage b) => a.Pixels.Zip(b.Pixels).Average(p => Math.Abs(p.First - p.Second));

    private static List<RgbImage> Translate(IReadOnlyList<EvaluationPicture> pictures, Dictionary<string, string> stated, StatementTranslator translate, CancellationToken cancellationToken)
    {
        var made = new List<RgbImage>();
        foreach (var batch in pictures.Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            made.AddRange(translate([.. batch.Select(p => p.Input)], stated));
        }
        return made;
    }
}
