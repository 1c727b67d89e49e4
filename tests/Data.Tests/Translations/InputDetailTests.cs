using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data.Tests.Translations;

public sealed class InputDetailTests
{
    [Theory]
    [InlineData(Modality.Thermal, "A logo was filled.", "Export without it.", "A logo was filled. Export without it.")]
    [InlineData(Modality.Thermal, "A logo was filled.", null, "A logo was filled.")]
    [InlineData(Modality.Thermal, null, null, null)]
    [InlineData(Modality.Visible, "This is a photograph.", null, null)]
    public void Of_ThermalPictureWithAReason_TellsWhatWasRepaired(Modality modality, string? reason, string? advice, string? told)
    {
        var item = new ImageItem { OriginalName = "face.png", Verdict = Verdict.Accepted, Modality = modality, Reason = reason, Advice = advice };
        Assert.Equal(told, InputDetail.Of(new TranslationInput { Item = item }).Repair);
    }
}
