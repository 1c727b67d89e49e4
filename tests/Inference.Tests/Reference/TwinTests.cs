using System.Globalization;
using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Sampling;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Tests.Processes;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Reference;

/// <summary>The networks give what the same networks written in PyTorch give (tests/Reference/twin): same weight names, same numbers.</summary>
public sealed class TwinTests : IDisposable
{
    private const double Tolerance = 1e-4; // of the largest value
    private const int Steps = 4;
    private static readonly LatentTranslatorOptions s_sampling = new() { Steps = Steps, Guidance = 1.5, Temperature = 0.8, ResidualShare = 0.7, LowPrecision = false };
    private static readonly long[] s_seeds = [5, 6];
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Outputs_Bidirectional_EqualTheTwin() => Compare(ModelPresets.Nano with { Denoiser = ModelPresets.Nano.Denoiser with { Scan = ScanDirections.Bidirectional } });

    [Fact]
    public void Outputs_IdentityGuideAndCrossScan_EqualTheTwin() => // crosses from 256 tokens
        Compare(ModelPresets.Nano with { ImageSize = 64, Denoiser = ModelPresets.Nano.Denoiser with { LatentSize = 16, Scan = ScanDirections.Cross, Identity = true, Guided = true, GuidesEstimate = true } });

    [Fact]
    public void Outputs_WithoutDetailAndFinestMixers_EqualTheTwin() =>
        Compare(ModelPresets.Nano with { Denoiser = ModelPresets.Nano.Denoiser with { DetailWidths = [], ResBlocks = 2, MixerTokens = 16 } });

    [Fact]
    public void Outputs_Codebook_EqualTheTwin() => Compare(ModelPresets.Nano with { Autoencoder = ModelPresets.Nano.Autoencoder with { Codebook = 32 } });

    [Fact]
    public void Outputs_PresetSmall_EqualTheTwin() => Compare(ModelPresets.Small);

    [Fact]
    public void Outputs_ShippedWeights_EqualTheTwin()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "Weights", "base");
        Assert.SkipUnless(Directory.Exists(shipped), "This build ships no model.");
        try
        {
            ModelFolder.Load(shipped).Dispose();
        }
        catch (InvalidDataException e)
        {
            Assert.Skip($"The shipped model is not one of this code: {e.Message}");
        }
        CompareFolder(shipped);
    }

    private void Compare(ModelOptions options)
    {
        Assert.SkipUnless(PythonTwin.IsPresent, PythonTwin.Absent);
        using (var fresh = ModelNetworks.Create(options))
        {
            RandomWeights.Fill(fresh.Autoencoder, 1);
            RandomWeights.Fill(fresh.Translation, 2);
            RandomWeights.Fill(fresh.Attributes, 3);
            ModelFolder.Save(_folder, fresh); // in half precision: read back below, so that both sides have the same
        }
        CompareFolder(_folder);
    }

    private void CompareFolder(string model)
    {
        Assert.SkipUnless(PythonTwin.IsPresent, PythonTwin.Absent);
        using var scope = NewDisposeScope();
        using var networks = ModelFolder.Load(model);
        var inputs = Inputs(networks.Options);
        var (source, target) = (Path.Combine(_folder, "inputs.safetensors"), Path.Combine(_folder, "outputs.safetensors"));
        SafeTensorsFile.Write(source, inputs, new Dictionary<string, string>
        {
            ["steps"] = Steps.ToString(CultureInfo.InvariantCulture), ["guidance"] = Text(s_sampling.Guidance), ["temperature"] = Text(s_sampling.Temperature), ["residual_share"] = Text(s_sampling.ResidualShare),
        });
        var (exit, error) = PythonTwin.Run("forward.py", model, source, target);
        Assert.True(exit == 0, error);

        var expected = SafeTensorsFile.Read(target);
        var actual = Outputs(networks, inputs);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        var errors = actual.ToDictionary(o => o.Key, o => ((o.Value - expected[o.Key]).abs().max() / o.Value.abs().max()).item<float>());
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", errors.Select(e => $"{e.Key} {e.Value:g2}")));
        Assert.All(actual, output => Assert.Equal(output.Value.shape, expected[output.Key].shape));
        Assert.All(errors, e => Assert.InRange(e.Value, 0, Tolerance));
        Assert.True((actual["picture"].abs() < 1).to(float32).mean().item<float>() > 0.5, "A clipped picture shows no difference.");
    }

    private static Dictionary<string, Tensor> Inputs(ModelOptions options)
    {
        using var generator = new Generator(7);
        var (size, net) = (options.ImageSize, options.Denoiser);
        long[] latent = [net.LatentChannels, net.LatentSize, net.LatentSize];
        return new()
        {
            ["visible"] = rand([2, 3, size, size], generator: generator) * 2 - 1, ["thermal"] = rand([2, 1, size, size], generator: generator) * 2 - 1,
            ["latent"] = randn([2, .. latent], generator: generator), ["noisy"] = randn([2, .. latent], generator: generator), ["noise"] = SeededNoise.Make(s_seeds, latent),
            ["time"] = tensor(new[] { 3f, 712.25f }), ["attribute_weights"] = AttributeWeights.FromLabels(options.Attributes, [[0, 3, -1, 1, 5, 4, -1], [-1, 0, 2, -1, 0, -1, 3]]),
        };
    }

    private static Dictionary<string, Tensor> Outputs(ModelNetworks networks, Dictionary<string, Tensor> inputs)
    {
        using var _ = no_grad();
        var (autoencoder, net) = (networks.Autoencoder, networks.Translation);
        var condition = net.Condition(inputs["thermal"]);
        var outputs = new Dictionary<string, Tensor>
        {
            ["encoded"] = autoencoder.Encode(inputs["visible"]), ["decoded"] = autoencoder.Decode(inputs["latent"]),
            ["attributes"] = networks.Attributes.forward(inputs["thermal"]), ["estimate"] = condition.Latent, ["guided"] = net.Condition(inputs["thermal"], inputs["attribute_weights"], s_sampling.Guidance).Features[0],
            ["guided_estimate"] = net.Condition(inputs["thermal"], inputs["attribute_weights"], s_sampling.Guidance).Latent,
            ["prediction"] = net.forward(inputs["noisy"], inputs["time"], inputs["attribute_weights"], condition),
            ["picture"] = new LatentTranslator(autoencoder, net, networks.Options.Attributes, CPU).Sample(inputs["thermal"], inputs["attribute_weights"], s_seeds, s_sampling, stated: inputs["attribute_weights"]).clone(),
        };
        Add("map", condition.Maps);
        Add("feature", condition.Features);
        if (net.Details(condition.Features) is { } details)
        {
            outputs["decoded_with_details"] = autoencoder.Decode(inputs["latent"], details);
            Add("detail", details);
        }
        return outputs;

        void Add(string name, IReadOnlyList<Tensor> maps)
        {
            for (var i = 0; i < maps.Count; i++)
                outputs[name + i] = maps[i];
        }
    }

    private static string Text(double? value) => value!.Value.ToString(CultureInfo.InvariantCulture);
}
