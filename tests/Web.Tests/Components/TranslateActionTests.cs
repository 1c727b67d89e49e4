using ThermalPortal.Data.Datasets;
using ThermalPortal.Web.Components.Pages.Translate;

namespace ThermalPortal.Web.Tests.Components;

public sealed class TranslateActionTests
{
    [Theory]
    [InlineData(1, 0, "Translate 1 picture"), InlineData(3, 1, "Translate 2 pictures"), InlineData(1, 1, "Translate")]
    public void Text_Upload_CountsThermalPicturesOnly(int accepted, int visible, string expected) =>
        Assert.Equal(expected, TranslateAction.Text(null, new UploadSummary(Guid.NewGuid(), UploadState.Finished, DateTimeOffset.UnixEpoch, null, 0, accepted, 0, visible)));
}
