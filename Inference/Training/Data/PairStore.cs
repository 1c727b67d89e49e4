using NetVips;
using ThermalPortal.Inference.Thermal;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>
/// All pairs of one split in memory at stored size S: thermal (N, 1, S, S) float16 in degrees C or counts, visible (N, 3, S, S) uint8.
/// Keeps a sampling weight a pair so that several sources can be mixed evenly.
/// </summary>
public sealed class PairStore : IDisposable
{
    private PairStore(IReadOnlyList<TrainingPair> pairs, Tensor thermal, Tensor visible, Tensor labels, Tensor points, Tensor people, double[] cumulative) =>
        (Pairs, Thermal, Visible, Labels, Points, People, _cumulative) = (pairs, thermal, visible, labels, points, people, cumulative);

    private const int ReadAhead = 256; // pictures read side by side
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

    /// <summary>(N) int64: a number for each person, from 0 in order of appearance.</summary>
    public Tensor People { get; }

    /// <summary>Loads pairs of several sources; each source gets an equal share of draws.</summary>
    /// <exception cref="InvalidDataException">There is no pair, or a picture cannot be read.</exception>
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
        var at = 0;
        foreach (var part in pairs.Chunk(ReadAhead))
            foreach (var read in ReadAll(part, size))
            {
                using var scope = NewDisposeScope();
                thermal[at].copy_(tensor(read.Thermal, [1, size, size]));
                visible[at].copy_(tensor(read.Visible, [size, size, 3]).permute(2, 0, 1));
                points[at++].copy_(tensor(read.Points, [5, 2]));
            }
        var labels = tensor(pairs.SelectMany(p => p.Labels.Select(l => (long)l)).ToArray(), [pairs.Count, pairs[0].Labels.Length]).DetachFromDisposeScope();
        var numbers = pairs.Select(p => p.Subject).Distinct().Select((subject, number) => (subject, number)).ToDictionary(p => p.subject, p => (long)p.number);
        var people = tensor(pairs.Select(p => numbers[p.Subject]).ToArray()).DetachFromDisposeScope();
        double sum = 0;
        return new PairStore(pairs, thermal, visible, labels, points, people, [.. weights.Select(w => sum += w)]);
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
        People.Dispose();
    }

    /// <summary>Plain arrays: dispose scopes do not follow other threads.</summary>
    private static (float[] Thermal, byte[] Visible, float[] Points)[] ReadAll(TrainingPair[] pairs, int size)
    {
        try
        {
            return [.. pairs.AsParallel().AsOrdered().Select(p => Read(p, size))];
        }
        catch (AggregateException e)
        {
            throw new InvalidDataException(e.InnerExceptions[0].Message, e);
        }
    }

    private static (float[] Thermal, byte[] Visible, float[] Points) Read(TrainingPair pair, int size)
    {
        using var image = Image.NewFromFile(pair.Visible, access: Enums.Access.Sequential);
        using var rgb = image.Colourspace(Enums.Interpretation.Srgb);
        using var sized = Fit(rgb, size);
        using var bytes = sized.Cast(Enums.BandFormat.Uchar);
        var points = new float[10];
        for (var i = 0; i < points.Length; i++)
            points[i] = pair.Points is { } p ? p[i] * 2 / (i % 2 == 0 ? image.Width : image.Height) - 1 : float.NaN;
        return (ReadThermal(pair, size), bytes.WriteToMemory<byte>(), points);
    }

    private static float[] ReadThermal(TrainingPair pair, int size)
    {
        using var image = Image.NewFromFile(pair.Thermal, access: Enums.Access.Sequential);
        var (gain, offset) = pair.Scale == ThermalScale.Counts ? (1, 0) : ScaleTable.Linear(pair.Scale);
        using var celsius = image.Cast(Enums.BandFormat.Float).Linear([gain], [offset]);
        using var sized = Fit(celsius, size);
        return sized.WriteToMemory<float>();
    }

    private static Image Fit(Image image, int size) =>
        image.Width == size && image.Height == size ? image.Copy() : image.Resize(size / (double)image.Width, vscale: size / (double)image.Height); // a thumbnail would make bytes of temperatures
}
