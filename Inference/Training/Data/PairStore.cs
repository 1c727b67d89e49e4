using NetVips;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// All pairs of one split in memory at stored size S: thermal (N, 1, S, S) float16 in degrees C or counts, visible (N, 3, S, S) uint8.
/// Keeps a sampling weight a pair so that several sources can be mixed evenly.
/// </summary>
public sealed class PairStore : IDisposable
{
    private PairStore(IReadOnlyList<TrainingPair> pairs, Tensor thermal, Tensor visible, Tensor labels, Tensor points, double[] cumulative) =>
        (Pairs, Thermal, Visible, Labels, Points, _cumulative) = (pairs, thermal, visible, labels, points, cumulative);

    private readonly double[] _cumulative;

    /// <summary>The rows, in tensor order.</summary>
    public IReadOnlyList<TrainingPair> Pairs { get; }

    /// <summary>(N, 1, S, S) float16.</summary>
    public Tensor Thermal { get; }

    /// <summary>(N, 3, S, S) uint8 RGB.</summary>
    public Tensor Visible { get; }

    /// <summary>(N, heads) int64, -1 = unknown.</summary>
    public Tensor Labels { get; }

    /// <summary>(N, 5, 2) float32: both eyes, nose, mouth corners in [-1, 1] of the picture, NaN = unknown.</summary>
    public Tensor Points { get; }

    /// <summary>Loads pairs of several sources; each source gets an equal share of draws.</summary>
    public static PairStore Load(IEnumerable<IReadOnlyList<TrainingPair>> sources, int size)
    {
        var groups = sources.Where(s => s.Count > 0).ToList();
        var pairs = groups.SelectMany(g => g).ToList();
        if (pairs.Count == 0)
            throw new InvalidDataException("There are no pairs in this split.");
        var weights = groups.SelectMany(g => g.Select(_ => 1.0 / g.Count)).ToArray();
        var thermal = zeros([pairs.Count, 1, size, size], dtype: ScalarType.Float16).DetachFromDisposeScope();
        var visible = zeros([pairs.Count, 3, size, size], dtype: ScalarType.Byte).DetachFromDisposeScope();
        var points = full([pairs.Count, 5, 2], float.NaN).DetachFromDisposeScope();
        for (var i = 0; i < pairs.Count; i++)
        {
            using var scope = NewDisposeScope();
            thermal[i].copy_(ReadThermal(pairs[i].Thermal, size));
            visible[i].copy_(ReadVisible(pairs[i].Visible, size, out var width, out var height));
            if (pairs[i].Points is { } p)
                points[i].copy_(tensor(p, [5, 2]) * 2 / tensor(new float[] { width, height }) - 1);
        }
        var labels = tensor(pairs.SelectMany(p => p.Labels.Select(l => (long)l)).ToArray(), [pairs.Count, pairs[0].Labels.Length]).DetachFromDisposeScope();
        double sum = 0;
        return new PairStore(pairs, thermal, visible, labels, points, [.. weights.Select(w => sum += w)]);
    }

    /// <summary>Draws <paramref name="count"/> row indices by weight.</summary>
    public long[] Draw(int count, Random random)
    {
        var rows = new long[count];
        for (var i = 0; i < count; i++)
        {
            var at = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
            rows[i] = Math.Min(at < 0 ? ~at : at, _cumulative.Length - 1);
        }
        return rows;
    }

    public void Dispose()
    {
        Thermal.Dispose();
        Visible.Dispose();
        Labels.Dispose();
        Points.Dispose();
    }

    private static Tensor ReadVisible(string path, int size, out int width, out int height)
    {
        using var image = Image.NewFromFile(path, access: Enums.Access.Sequential);
        (width, height) = (image.Width, image.Height);
        using var rgb = image.Colourspace(Enums.Interpretation.Srgb);
        using var sized = Fit(rgb, size);
        using var cast = sized.Cast(Enums.BandFormat.Uchar);
        return tensor(cast.WriteToMemory<byte>(), [size, size, 3]).permute(2, 0, 1);
    }

    private static Tensor ReadThermal(string path, int size)
    {
        using var image = Image.NewFromFile(path, access: Enums.Access.Sequential);
        using var celsius = image.Cast(Enums.BandFormat.Float).Linear([0.01], [-273.15]);
        using var sized = Fit(celsius, size);
        return tensor(sized.WriteToMemory<float>(), [1, size, size]);
    }

    private static Image Fit(Image image, int size) =>
        image.Width == size && image.Height == size ? image.Copy() : image.ThumbnailImage(size, height: size, size: Enums.Size.Force);
}
