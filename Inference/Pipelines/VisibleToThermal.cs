using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Thermal;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Pipelines;

/// <summary>
/// Makes thermal pictures of visible faces, to train on: relative values, no temperatures, and no more like real heat than the pairs the model learnt from. Not thread-safe.
/// </summary>
public sealed class VisibleToThermal : IDisposable
{
    private readonly ModelNetworks _networks;
    private readonly LatentTranslator _translator;
    private readonly Device _device;

    private VisibleToThermal(ModelNetworks networks, Device device)
    {
        (_networks, _device) = (networks, device);
        networks.To(device);
        _translator = new LatentTranslator(networks.Autoencoder, networks.Translation, networks.Options.Attributes, device);
    }

    /// <summary>Loads a model folder onto a device; null = <see cref="Compute.Device"/>.</summary>
    /// <exception cref="InvalidDataException">There is no model, or it translates the other way.</exception>
    public static VisibleToThermal Load(string folder, Device? device = null)
    {
        if (ModelFolder.ReadOptions(folder).Direction != TranslationDirection.VisibleToThermal)
            throw new InvalidDataException($"The model in {folder} makes visible pictures from thermal ones. Train one with --direction VisibleToThermal.");
        return new VisibleToThermal(ModelFolder.Load(folder), device ?? Compute.Device);
    }

    /// <summary>Side of the pictures made, pixels.</summary>
    public int Size => _networks.Options.ImageSize;

    /// <summary>Square visible pictures of any size, one seed each -> Size x Size relative values from 0 (cold) to 1, row by row.</summary>
    public IReadOnlyList<float[]> Translate(IReadOnlyList<RgbImage> faces, IReadOnlyList<long> seeds, LatentTranslatorOptions options)
    {
        using var scope = NewDisposeScope();
        var input = faces.SelectMany(face => Normalized(FaceAligner.Crop(face, FaceCrop.Whole(face.Width, face.Height), Size))).ToArray();
        var made = _translator.Sample(tensor(input, [faces.Count, 1, Size, Size]).to(_device), AttributeWeights.Null(_networks.Options.Attributes, faces.Count), seeds,
            options with { Guidance = 1, Temperature = options.Temperature ?? _networks.Options.Temperature, ResidualShare = options.ResidualShare ?? _networks.Options.ResidualShare });
        var grey = made.mean([1]).add(1).div(2).clamp(0, 1).contiguous().cpu();
        return [.. grey.data<float>().ToArray().Chunk(Size * Size)];
    }

    public void Dispose() => _networks.Dispose();

    private float[] Normalized(RgbImage face) => ThermalNormalizer.Normalize(Luminance(face), ThermalUnit.Relative, _networks.Options.Normalization)?.Values ?? new float[Size * Size];

    private static float[] Luminance(RgbImage face) => [.. face.Pixels.Chunk(3).Select(p => 0.299f * p[0] + 0.587f * p[1] + 0.114f * p[2])];
}
