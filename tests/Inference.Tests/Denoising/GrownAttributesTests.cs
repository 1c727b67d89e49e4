using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Denoising;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Denoising;

/// <summary>A trained network that gets attributes it did not have.</summary>
public sealed class GrownAttributesTests
{
    private static readonly AttributeSchema s_wanted = AttributeSchema.Default;
    private static readonly AttributeSchema s_had = new([.. s_wanted.Heads.Where(h => h.Predicted).Select(h => h.Name == "glasses" ? h with { Values = ["sun", "none"] } : h)]);

    [Fact]
    public void Fit_MoreAttributesInAnotherOrder_KeepsWhatBothKnowAndTheNewChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var trained = new TranslationNet(ModelPresets.Nano.Denoiser with { Guided = true }, s_had);
        foreach (var parameter in trained.parameters())
            parameter.add_(randn_like(parameter) * 0.1);
        using var grown = GrownAttributes.Fit(trained, s_had, s_wanted);
        var thermal = randn(1, 1, 32, 32);

        // female, 60+, sun glasses: the third head's second value has become its first, and "clear" is new
        var before = trained.Condition(thermal, AttributeWeights.FromLabels(s_had, [[0, 3, 0, -1, -1]]));
        Assert.True(Same(before, grown.Condition(thermal, AttributeWeights.FromLabels(s_wanted, [[0, 3, 2, -1, -1, -1, -1]]))));
        Assert.True(Same(before, grown.Condition(thermal, AttributeWeights.FromLabels(s_wanted, [[0, 3, 2, -1, -1, 5, 1]])))); // skin and hair are not learnt yet
        Assert.False(Same(before, grown.Condition(thermal, AttributeWeights.FromLabels(s_wanted, [[0, 3, 0, -1, -1, -1, -1]]))));

        grown.StartNewStatements();
        Assert.True(Same(before, grown.Condition(thermal, AttributeWeights.FromLabels(s_wanted, [[0, 3, 2, -1, -1, -1, -1]]))));
        Assert.False(Same(before, grown.Condition(thermal, AttributeWeights.FromLabels(s_wanted, [[0, 3, 2, -1, -1, 5, -1]]))));
    }

    [Fact]
    public void Fit_TheSameAttributes_AnswersTheSame()
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var trained = new TranslationNet(ModelPresets.Nano.Denoiser, s_wanted);
        using var grown = GrownAttributes.Fit(trained, s_wanted, s_wanted);
        Assert.All(trained.state_dict(), t => Assert.True(t.Value.equal(grown.state_dict()[t.Key]).all().item<bool>(), t.Key));
    }

    private static bool Same(ThermalCondition a, ThermalCondition b) => a.Features.Zip(b.Features).All(f => allclose(f.First, f.Second, atol: 1e-5));
}
