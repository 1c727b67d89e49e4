using System.Collections.Concurrent;
using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Translations;

/// <summary>Steps of all samples of one picture, as one share 0..1; tells of previews of the first.</summary>
internal sealed class StepProgress(int samples, Action<double> report, Action<int> previewed)
{
    private readonly ConcurrentDictionary<(int Face, int Sample), double> _parts = new();

    public IProgress<EngineProgress> Of(int face, int sample) => new Listener(step =>
    {
        _parts[(face, sample)] = (double)step.Step / Math.Max(1, step.Steps);
        report(_parts.Values.Sum() / samples);
        if (step.Previewed && (face, sample) == (0, 0)) previewed(step.Step);
    });

    private sealed class Listener(Action<EngineProgress> onStep) : IProgress<EngineProgress>
    {
        public void Report(EngineProgress value) => onStep(value);
    }
}
