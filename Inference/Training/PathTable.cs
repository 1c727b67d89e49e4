using ThermalPortal.Inference.Sampling.Paths;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>The trained times of a path as tensors, so that a batch may be at a different one each.</summary>
internal sealed class PathTable : IDisposable
{
    private readonly Tensor _table; // (T, 7): columns as PathDraw reads them

    public PathTable(DenoisingPath path)
    {
        var rows = path.Times.Select(path.At).SelectMany(p => new[] { p.NetworkTime, p.Image / p.Deviation, p.Noise / p.Deviation, p.AnswerImage, p.AnswerNoise, p.CleanState * p.Deviation, p.CleanAnswer }).Select(v => (float)v);
        _table = tensor(rows.ToArray()).reshape(path.Times.Count, -1).DetachFromDisposeScope();
    }

    /// <summary>A random time for each of <paramref name="count"/> images.</summary>
    public PathDraw Draw(long count, Device device) => At(randint(0, _table.shape[0], [count], dtype: ScalarType.Int64), device);

    /// <summary>The times of these places in the path's list, (B).</summary>
    public PathDraw At(Tensor places, Device device) => new(_table.index_select(0, places).to(device));

    public void Dispose() => _table.Dispose();
}
