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

    /// <summary>The finished card, in the model's folder.</summary>
    public const string CardFile = "MODEL_CARD.md";

    /// <summary>Writes the card of the model in a folder.</summary>
    /// <param name="folder">Folder of the model, with its notes.</param>
    /// <param name="reports">Folder of an <see cref="EvaluationRun"/>.</param>
    /// <exception cref="InvalidDataException">The model, its notes or the reports are missing or broken; the message says which.</exception>
    public static void Write(string folder, string reports)
    {
        var notes = Path.Combine(folder, NotesFile);
        if (!File.Exists(notes))
            throw new InvalidDataException($"{notes} is missing: write there, in Markdown, what the model is and what it cannot do.");
        var all = EvaluationWriter.Read(reports);
        File.WriteAllText(Path.Combine(folder, CardFile), Markdown(ModelFolder.ReadOptions(folder), File.ReadAllText(notes), all));
    }

    /// <summary>The card.</summary>
    public static string Markdown(ModelOptions model, string notes, EvaluationReports reports)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {model.Name} {model.Version}").AppendLine().AppendLine(notes.Trim()).AppendLine();
        text.AppendLine("## Training").AppendLine();
        foreach (var record in model.History)
            text.AppendLine(Line(record));
        if (model.History.Count == 0)
            text.AppendLine("Not recorded.");
        text.AppendLine().AppendLine("## Figures").AppendLine();
        foreach (var report in reports.Sets)
            text.AppendLine(EvaluationWriter.Markdown(report, depth: 3));
        foreach (var report in reports.Statements)
            text.AppendLine(EvaluationWriter.Markdown(report, depth: 3));
        foreach (var report in reports.Real)
            text.AppendLine(EvaluationWriter.Markdown(report, depth: 3));
        Attributes(text, model);
        return text.ToString();
    }

    private static string Line(TrainingRecord record) => string.Create(CultureInfo.InvariantCulture,
        $"- From {record.From ?? "random weights"}, on {string.Join(", ", record.Data.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Name} ({d.Pairs:n0} pairs, {d.People:n0} people)")))}; "
        + $"steps: {string.Join(", ", record.Steps.Where(s => s.Value > 0).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value:n0}")))}; batch {record.BatchSize}, seed {record.Seed}"
        + $"{(record.Perceptual ? ", PD-VGG19" : "")}{(record.Identity ? ", face descriptor" : "")} in the image loss.");

    private static void Attributes(StringBuilder text, ModelOptions model)
    {
        if (model.Calibration.Count == 0)
            return;
        text.AppendLine("### Attributes, validation pictures").AppendLine();
        text.AppendLine("Temperature and threshold were fitted on the same pictures, so the calibration errors are optimistic.").AppendLine();
        text.AppendLine("| attribute | accuracy | calibration error | stated when at least |").AppendLine("|---|---|---|---|");
        foreach (var (head, c) in model.Attributes.Heads.Zip(model.Calibration))
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {head.Name.Replace('_', ' ')} ({head.Values.Count}) | {c.Accuracy:f2} | {c.CalibrationError:f3} | {(c.AbstainBelow > 1 ? "never: always \"unknown\"" : string.Create(CultureInfo.InvariantCulture, $"{c.AbstainBelow:f2} sure"))} |");
    }
}
