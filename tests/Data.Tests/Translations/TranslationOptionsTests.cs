using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data.Tests.Translations;

public sealed class TranslationOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreValid() => Assert.Empty(new TranslationOptions().Validate());

    [Fact]
    public void Validate_EverythingWrong_NamesEachOptionAtOnce()
    {
        var errors = new TranslationOptions
        {
            Samples = 9, Steps = 0, Guidance = double.NaN, Seed = -1, Crop = "ear", Rectangle = new CropRectangle(0, 0, 0, 5),
            Attributes = new() { ["sex"] = "" },
        }.Validate();
        Assert.Equal(["samples", "steps", "guidance", "seed", "crop", "rectangle", "attributes"], errors.Select(error => error.Split(' ')[0]));
    }

    [Fact]
    public void TextOf_EveryReason_SaysSomethingOfItsOwn()
    {
        Assert.Equal(RunReasons.All.Count, RunReasons.All.Select(RunReasons.TextOf).Distinct().Count());
        Assert.Equal(RunReasons.TextOf(RunReasons.Internal), RunReasons.TextOf("never heard of"));
    }
}
