using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Metrics;

/// <summary>Inception weights of tests/Reference/inception.py in a file, and the network read from it once.</summary>
public sealed class MadeUpInception : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public MadeUpInception()
    {
        using var scope = NewDisposeScope();
        SafeTensorsFile.Write(At("inception.safetensors"), Tensors(Value));
        Net = InceptionNet.Load(At("inception.safetensors"));
    }

    public InceptionNet Net { get; }

    public string At(string file) => Path.Combine(_folder, file);

    public void Dispose()
    {
        Net.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The 566 tensors of the official file.</summary>
    internal static Dictionary<string, Tensor> Tensors(Func<InceptionConvolution, string, long[], Tensor> value)
    {
        var tensors = new Dictionary<string, Tensor> { ["fc.weight"] = zeros(1).expand(1008, 2048), ["fc.bias"] = zeros(1008) };
        foreach (var c in InceptionBlock.All.SelectMany(b => b.Branches).SelectMany(b => b.Convolutions))
        {
            tensors[$"{c.Name}.bn.num_batches_tracked"] = zeros([], dtype: int64); // not needed, not minded
            foreach (var (name, shape) in c.Tensors)
                tensors[name] = value(c, name, shape);
        }
        return tensors;
    }

    private static Tensor Value(InceptionConvolution c, string name, long[] shape)
    {
        var (middle, scale) = name == c.Weight ? (0, Math.Sqrt(6.0 / (c.From * c.Height * c.Width))) : name == c.Factor ? (1, .2) : name == c.Variance ? (1, .5) : (0, .1);
        var number = name.Select((letter, place) => (place + 1) * letter).Sum();
        using var scope = NewDisposeScope();
        var x = ((arange(shape.Aggregate(1L, (product, side) => product * side), dtype: float64) + number) * 12.9898).sin() * 43758.5453;
        return (middle + (2 * (x - x.floor()) - 1) * scale).to_type(ScalarType.Float32).view(shape).MoveToOuterDisposeScope();
    }
}
