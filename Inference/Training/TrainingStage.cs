using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>What is trained: its modules, their optimisers and one step. The <see cref="Trainer"/> does everything else.</summary>
public abstract class TrainingStage : IDisposable
{
    /// <summary>Modules whose state a checkpoint holds, by file name.</summary>
    public abstract IReadOnlyDictionary<string, nn.Module> Modules { get; }

    /// <summary>Optimisers by file name; the learning rate of each follows the schedule.</summary>
    public abstract IReadOnlyDictionary<string, OptimizerHelper> Optimizers { get; }

    /// <summary>One optimiser step, number <paramref name="index"/> from 0; returns the values of the curve, the first being watched for NaN.</summary>
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

    /// <summary>One step of <paramref name="name"/>'s optimiser down <paramref name="loss"/>, the gradients of its <paramref name="parameters"/> clipped.</summary>
    protected void Descend(string name, IEnumerable<Parameter> parameters, Tensor loss, double clip)
    {
        var optimizer = Optimizers[name];
        optimizer.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_(parameters, clip);
        optimizer.step();
    }
}
