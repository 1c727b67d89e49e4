using System.Diagnostics;
using System.Globalization;
using ThermalPortal.Inference.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>Runs a stage: schedule, curve on disk (means since the line before), sample sheets, checkpoints of the full state, resume, stop on NaN.</summary>
public sealed class Trainer(TrainingStage stage, TrainingOptions options)
{
    private const int NaNPatience = 20;
    private readonly Checkpoint _checkpoint = new(options.Folder, stage);

    /// <summary>Trains from the last checkpoint (or the start) to the last step, or until cancelled; returns the steps done.</summary>
    /// <exception cref="InvalidOperationException">The loss stayed NaN for 20 steps: the last checkpoint is the one to return to.</exception>
    public int Run(Action<string>? report, CancellationToken ct)
    {
        if (options.Parts < 1 || options.BatchSize % options.Parts != 0)
            throw new ArgumentException($"{options.BatchSize} images a step cannot be worked through in {options.Parts} equal parts.");
        Directory.CreateDirectory(options.Folder);
        var step = _checkpoint.Load();
        if (step >= options.Steps)
            return step;
        var (saved, badSteps, logged) = (Stopwatch.StartNew(), 0, Stopwatch.StartNew());
        var recent = new List<IReadOnlyList<(string Name, double Value)>>(); // since the last line of the curve
        for (; step < options.Steps && !ct.IsCancellationRequested; step++)
        {
            using var scope = NewDisposeScope();
            var seed = HashCode(options.Seed, step);
            Compute.Seed(seed);
            foreach (var optimizer in stage.Optimizers.Values)
                foreach (var group in optimizer.ParamGroups)
                    group.LearningRate = options.RateAt(step);
            var values = Advance(step, new Random(seed));
            badSteps = double.IsFinite(values[0].Value) ? 0 : badSteps + 1;
            if (badSteps >= NaNPatience)
                throw new InvalidOperationException($"The loss was not a number for {NaNPatience} steps up to step {step}: lower the learning rate and resume from the last checkpoint in {options.Folder}.");
            recent.Add(values);
            if ((step + 1) % options.LogEvery == 0)
            {
                var means = values.Select((v, i) => (v.Name, Value: recent.Average(r => r[i].Value))).ToArray();
                AppendCurve(step + 1, means);
                report?.Invoke($"step {step + 1}/{options.Steps} {logged.Elapsed.TotalMilliseconds / recent.Count:0} ms/step  {string.Join("  ", means.Select(v => $"{v.Name} {v.Value:0.0000}"))}");
                recent.Clear();
                logged.Restart();
            }
            if ((step + 1) % options.SheetEvery == 0)
                WriteSheet(step + 1);
            if (saved.Elapsed.TotalMinutes < options.CheckpointMinutes)
                continue;
            _checkpoint.Save(step + 1);
            saved.Restart();
        }
        if (step >= options.Steps)
            stage.Finish();
        _checkpoint.Save(step);
        WriteSheet(step);
        return step;
    }

    private IReadOnlyList<(string Name, double Value)> Advance(int step, Random random)
    {
        var parts = new List<IReadOnlyList<(string Name, double Value)>>();
        for (var part = 0; part < options.Parts; part++)
        {
            using var scope = NewDisposeScope();
            stage.Part = (part, options.Parts);
            parts.Add(stage.Advance(step, random));
        }
        return [.. parts[0].Select((v, i) => (v.Name, parts.Average(p => p[i].Value)))];
    }

    /// <summary>A seed for one step, the same on every machine.</summary>
    private static int HashCode(int seed, int step) => (int)((uint)seed * 2654435761u ^ (uint)step * 2246822519u) & int.MaxValue;

    private void AppendCurve(int step, IReadOnlyList<(string Name, double Value)> values)
    {
        var path = Path.Combine(options.Folder, "curve.csv");
        if (!File.Exists(path))
            File.WriteAllText(path, "step," + string.Join(',', values.Select(v => v.Name)) + "\n");
        File.AppendAllText(path, step + "," + string.Join(',', values.Select(v => v.Value.ToString("G6", CultureInfo.InvariantCulture))) + "\n");
    }

    private void WriteSheet(int step)
    {
        using var scope = NewDisposeScope();
        var images = stage.Sheet(out var columns);
        ContactSheet.Write(Path.Combine(options.Folder, $"sheet-{step:000000}.png"), images, columns);
    }
}
