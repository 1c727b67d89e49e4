using ThermalPortal.Inference.Attributes;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Training.Data;
using ThermalPortal.Inference.Weights;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Attributes;

public sealed class GuidingAttributesTests
{
    private static readonly AttributeSchema s_all = AttributeSchema.Default;

    [Fact]
    public void Guiding_OfTheDefault_LeavesOutWhatIsOnlyPredicted()
    {
        Assert.Equal(["headwear", "pose"], s_all.Heads.Skip(s_all.Guiding.Heads.Count).Select(h => h.Name));
        Assert.Equal(["sex", "age_group", "glasses", "facial_hair", "expression", "skin_tone", "hair_colour"], s_all.Guiding.Heads.Select(h => h.Name));
        using var all = AttributeWeights.FromLabels(s_all, [[1, 2, 0, 3, 4, 5, 0, 1, 2]]);
        using var guiding = AttributeWeights.FromLabels(s_all.Guiding, [[1, 2, 0, 3, 4, 5, 0]]);
        Assert.True(all.equal(guiding).all().item<bool>()); // labels of the others are passed over
    }

    [Fact]
    public void Predicted_OfTheDefault_LeavesOutWhatHeatDoesNotTell()
    {
        Assert.Equal(["skin_tone", "hair_colour"], s_all.Heads.Select(h => h.Name).Except(s_all.Predicted.Heads.Select(h => h.Name)));
        Assert.Equal([0, 1, 2, 3, 4, 7, 8], s_all.PlacesOf(s_all.Predicted));
    }

    [Fact]
    public void Validate_PredictedAttributeBeforeAGuidingOne_IsRefused() =>
        Assert.Contains("come before", Assert.Throws<ArgumentException>(() => (ModelPresets.Nano with { Attributes = new([.. s_all.Heads.Reverse()]) }).Validate()).Message);

    [Fact]
    public void Translate_WhatHeatDoesNotTell_IsUnknownUntilStatedAndWhatIsOnlyPredictedCannotBeStated()
    {
        using var pipeline = new ThermalToVisible(ModelNetworks.Create(ModelPresets.Nano), "hash", CPU);
        TranslateInput Input(string name, string value) => new(new float[32 * 32], [1], new Dictionary<string, string> { [name] = value });
        var output = pipeline.Translate([Input("skin_tone", "V")], new() { Steps = 1 })[0];
        Assert.Equal(s_all.Predicted.Heads.Select(h => h.Name), output.Attributes.Select(a => a.Name));
        Assert.Equal(("V", AttributeSource.Operator), output.Used.Where(a => a.Name == "skin_tone").Select(a => (a.Value, a.Source)).Single());
        Assert.Equal((AttributeSchema.Unknown, AttributeSource.Unknown), output.Used.Where(a => a.Name == "hair_colour").Select(a => (a.Value, a.Source)).Single());
        Assert.Equal(s_all.Guiding.Heads.Select(h => h.Name), output.Used.Select(a => a.Name));
        var message = Assert.Throws<ArgumentException>(() => pipeline.Translate([Input("pose", "frontal")], new() { Steps = 1 })).Message;
        Assert.Contains("no attribute 'pose' to state", message);
        Assert.DoesNotContain("headwear", message);
    }

    [Theory]
    [InlineData("pose", "-14.9", "frontal"), InlineData("pose", "15", "half"), InlineData("pose", "-40", "profile"), InlineData("pose", "left", "left")]
    [InlineData("headwear", "cap", "hat"), InlineData("headwear", "beanie", "hat"), InlineData("headwear", "none", "none"), InlineData("hair_colour", "grey_white", "grey"), InlineData("glasses", "sun", "sun")]
    public void ValueOf_CellOfAManifest_IsAValueOfTheSchema(string name, string cell, string value) =>
        Assert.Equal(value, AttributeLabels.ValueOf(s_all.Heads.Single(h => h.Name == name), cell));
}
