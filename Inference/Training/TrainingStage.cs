using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>What is trained: its modules, their optimisers and one step. The <see cref="Trainer"/> does everything else.</summary>
public abstract class TrainingStage : IDisposable
{
    private const string CriticName = "critic";

    /// <summary>Modules whose state a checkpoint holds, by file name.</summary>
    public abstract IReadOnlyDictionary<string, nn.Module> Modules { get; }

    /// <summary>Optimisers by file name; the learning rate of each follows the schedule.</summary>
    public abstract IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>Which part of a step this is, of how many: gradients are gathered over all parts, and the last one moves the weights.</summary>
    internal (int Index, int Count) Part { get; set; } = (0, 1);

    /// <summary>One part of optimiser step <paramref name="index"/>, from 0; returns the values of the curve, the first being watched for NaN.</summary>
    public abstract IReadOnlyList<(string Name, double Value)> Advance(int index, Random random);

    /// <summary>Called after the last step, before the last checkpoint is written.</summary>
    public virtual void Finish() { }

    /// <summary>Rows of images for the eye: (rows * columns, 3, S, S) in [-1, 1].</summary>
    public abstract Tensor Sheet(out int columns);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        foreach (var optimizer in Optimizers.Values)
            optimizer.Dispose();
        foreach (var module in Modules.Values)
            module.Dispose();
    }

    /// <summary>
    /// Gathers the gradients of <paramref name="loss"/>; with the last part, one step of <paramref name="name"/>'s optimiser, the gradients of its <paramref name="parameters"/> clipped.
    /// A gradient that is not a number moves nothing.
    /// </summary>
    protected void Descend(string name, IEnumerable<Parameter> parameters, Tensor loss, double clip)
    {
        var optimizer = Optimizers[name];
        if (Part.Index == 0)
            optimizer.zero_grad();
        (loss / Part.Count).backward();
        if (Part.Index == Part.Count - 1 && double.IsFinite(nn.utils.clip_grad_norm_(parameters, clip)))
            optimizer.step();
    }

    /// <summary>Crops of these rows (see <see cref="Augmentation"/>) where the networks are.</summary>
    private protected static PairBatch Batch(PairStore store, long[] rows, int size, Random? random, double mixed = 0, double laidOver = 0) => Augmentation.Batch(store, rows, size, random, mixed, laidOver).To(Compute.Device);

    /// <summary>A stage's modules and optimisers with its critic's, if it has one.</summary>
    private protected static (Dictionary<string, nn.Module>, Dictionary<string, OptimizerHelper>) With(Critic? critic, Dictionary<string, nn.Module> modules, Dictionary<string, OptimizerHelper> optimizers)
    {
        if (critic is not null)
            (modules[CriticName], optimizers[CriticName]) = (critic.Net, critic.Optimizer);
        return (modules, optimizers);
    }

    /// <summary>One lesson for a critic, when it learns by now; the value of its loss, else 0.</summary>
    private protected double Teach(Critic? critic, int index, Tensor real, Tensor made, Tensor thermal, double clip)
    {
        if (critic?.Learns(index) != true)
            return 0;
        var lesson = critic.Lesson(real, made, thermal);
        Descend(CriticName, critic.Net.parameters(), lesson, clip);
        return lesson.item<float>();
    }

    /// <summary>Moves an average towards its network, once a step.</summary>
    protected void Average(nn.Module average, nn.Module source, int index, double decay)
    {
        if (Part.Index == Part.Count - 1)
            Ema.Update(average, source, Ema.Decay(index, decay));
    }
}
