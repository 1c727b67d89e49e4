using System.Globalization;
using System.Text;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>
/// The model card: what people must be told in their own words (<see cref="NotesFile"/> beside the weights), then training and figures, generated from model.json and the reports
/// so that they cannot differ from what was measured.
/// </summary>
public static class ModelCard
{
    /// <summary>Hand-written part, in the model's folder: what it is, what it cannot do.</summary>
    public const string NotesFile = "NOTES.md";

    private const string AttributesHeading = "### Attributes, validation pictures";

    /// <summary>The finished card, in the model's folder.</summary>
    public const string CardFile = "MODEL_CARD.md";

    /// <summary>Writes the card of the model in a folder.</summary>
    /// <param name="folder">Folder of the model, with its notes.</param>
    /// <param name="reports">Folder of an <see cref="EvaluationRun"/>.</param>
    /// <param name="keep">Tables of the card that is there stay where the reports have none of that heading: for more figures of the same weights.</param>
    /// <exception cref="InvalidDataException">The model, its notes or the reports are missing or broken; the message says which.</exception>
    public static void Write(string folder, string reports, bool keep = false)
    {
        var notes = Path.Combine(folder, NotesFile);
        if (!File.Exists(notes))
            throw new InvalidDataException($"{notes} is missing: write there, in Markdown, what the model is and what it cannot do.");
        var all = EvaluationWriter.Read(reports);
        var card = Path.Combine(folder, CardFile);
        if (keep && !File.Exists(card))
            throw new InvalidDataException($"There is no {CardFile} in {folder} whose tables could be kept.");
        File.WriteAllText(card, Markdown(ModelFolder.ReadOptions(folder), File.ReadAllText(notes), all, keep ? File.ReadAllText(card) : ""));
    }

    /// <summary>The card.</summary>
    /// <param name="model">The model.</param>
    /// <param name="notes">What people must be told.</param>
    /// <param name="reports">What was measured.</param>
    /// <param name="before">An earlier card of the same weights, whose tables stay where there are no newer ones; empty = none.</param>
    public static string Markdown(ModelOptions model, string notes, EvaluationReports reports, string before = "")
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {model.Name} {model.Version}").AppendLine().AppendLine(notes.Trim()).AppendLine();
        text.AppendLine("## Training").AppendLine();
        foreach (var record in model.History)
            text.AppendLine(Line(record));
        if (model.History.Count == 0)
            text.AppendLine("Not recorded.");
        text.AppendLine().AppendLine("## Figures").AppendLine();
        string[] measured = [.. reports.All.Select(r => r.Markdown(depth: 3))];
        var headings = measured.Select(Heading).Append(AttributesHeading).ToHashSet();
        foreach (var table in Tables(before).Where(t => !headings.Contains(Heading(t))).Concat(measured))
            text.AppendLine(table.Trim()).AppendLine();
        Attributes(text, model);
        return text.ToString();
    }

    /// <summary>The parts of a card's figures, each from its heading of depth 3 on.</summary>
    private static IEnumerable<string> Tables(string card)
    {
        var figures = card.ReplaceLineEndings("\n").Split("\n## Figures\n");
        return figures.Length < 2 ? [] : figures[1].Split("\n### ").Skip(1).Select(t => $"### {t}");
    }

    private static string Heading(string table) => table.ReplaceLineEndings("\n").Split('\n')[0];

    private static string Line(TrainingRecord record) => string.Create(CultureInfo.InvariantCulture,
        $"- From {record.From ?? "random weights"}, on {string.Join(", ", record.Data.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Name} ({d.Pairs:n0} pairs, {d.People:n0} people)")))}; "
        + $"steps: {string.Join(", ", record.Steps.Where(s => s.Value > 0).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value:n0}")))}; batch {record.BatchSize}, seed {record.Seed}"
        + $"{(record.Perceptual ? ", PD-VGG19" : "")}{(record.Identity ? ", face descriptor" : "")} in the image loss.");

    private static void Attributes(StringBuilder text, ModelOptions model)
    {
        if (model.Calibration.Count == 0)
            return;
        text.AppendLine(AttributesHeading).AppendLine();
        text.AppendLine("Temperature and threshold were fitted on the same pictures, so the calibration errors are optimistic.").AppendLine();
        text.AppendLine("| attribute | accuracy | calibration error | stated when at least |").AppendLine("|---|---|---|---|");
        foreach (var (head, c) in model.Attributes.Predicted.Heads.Zip(model.Calibration))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {head.Name.Replace('_', ' ')} ({head.Values.Count}) | {c.Accuracy:f2} | {c.CalibrationError:f3} | {(c.AbstainBelow > 1 ? "never: always \"unknown\"" : string.Create(CultureInfo.InvariantCulture, $"{c.AbstainBelow:f2} sure"))} |");
        foreach (var head in model.Attributes.Heads.Where(h => !h.Predicted))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {head.Name.Replace('_', ' ')} ({head.Values.Count}) | | | not predicted: heat does not tell it; a person may |");
    }
}
