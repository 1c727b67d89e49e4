using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Api;

namespace ThermalPortal.Web.Tests.Api;

public sealed class TranslationStatusTests
{
    [Theory]
    [InlineData(30, 60, .25)] // a quarter of the crop lies left of the picture
    [InlineData(null, null, null)]
    public void Face_CropReachesBeyondTheInput_TellsWhichShareIsInvented(int? width, int? height, double? expected)
    {
        var input = new InputDetail
        {
            Id = Guid.NewGuid(), ItemId = Guid.NewGuid(), FileName = "face.tiff", State = InputState.Running, Attributes = [], Width = width, Height = height,
            Results = [new ResultDetail(Guid.NewGuid(), 0, 0, Guid.NewGuid(), 5, new(-10, 0, 40, 40), Guid.NewGuid()), new ResultDetail(Guid.NewGuid(), 1, 0, Guid.NewGuid(), 5, new(0, 0, 30, 30), Guid.NewGuid())],
        };
        Assert.Equal([expected, expected is null ? null : 0], TranslatedInput.Of(input).Results.Select(r => r.BeyondFrame));
    }
}
