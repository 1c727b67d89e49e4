using Bunit;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Web.Components.Pages.Datasets.Alignments;

namespace ThermalPortal.Web.Tests.Components;

public sealed class BenchViewTests : BunitContext
{
    private int _changes;

    public BenchViewTests() => JSInterop.Mode = JSRuntimeMode.Loose;

    [Fact]
    public async Task Points_InBothPictures_ArePinsThatHandsMove()
    {
        var view = Show(AlignmentBenchTests.Quarter);
        var pins = view.FindAll("[data-side=Visible] .tp-pin");
        Assert.Equal(4, pins.Count);
        Assert.Equal("left:20%;top:40%", pins[0].GetAttribute("style"));
        Assert.Equal("Point 1, in the visible picture: 160.0, 160.0", pins[0].GetAttribute("aria-label"));
        Assert.Contains("0.0 px", view.Find(".tp-residual").TextContent);

        await view.InvokeAsync(() => view.Instance.MoveAsync(PictureSide.Visible, 0, 200, 160, further: false));
        await view.InvokeAsync(() => view.Instance.NudgeAsync(PictureSide.Visible, 0, 10, -1, further: true));
        Assert.Equal("left:26.25%;top:39.75%", view.Find("[data-side=Visible] .tp-pin").GetAttribute("style"));
        Assert.DoesNotContain("0.0 px", view.Find(".tp-residual").TextContent);
        Assert.Equal(4, view.FindAll(".tp-overlay line").Count);
        view.FindAll(".tp-viewer-tools button")[2].Click(); // undo: one movement
        Assert.Equal("left:20%;top:40%", view.Find("[data-side=Visible] .tp-pin").GetAttribute("style"));
        Assert.Equal(3, _changes);
    }

    [Fact]
    public async Task Click_IntoAPicture_AddsAPointThatWaitsForItsPartner()
    {
        var view = Show([]);
        Assert.Contains("needs 2 points", view.Find("[role=status]").TextContent);
        Assert.Empty(view.FindAll(".tp-overlay img"));
        await view.InvokeAsync(() => view.Instance.AddAsync(PictureSide.Thermal, 10, 10));
        Assert.Contains("put it in place in the visible picture", view.Find(".tp-points").TextContent);
        Assert.Contains("tp-pin-guess", view.Find("[data-side=Visible] .tp-pin").ClassName);
        Assert.DoesNotContain("tp-pin-guess", view.Find("[data-side=Thermal] .tp-pin").ClassName);
        await view.InvokeAsync(() => view.Instance.AddAsync(PictureSide.Visible, 44, 40));
        Assert.DoesNotContain("put it in place", view.Find(".tp-points").TextContent);
        view.Find(".tp-points .tp-link").Click();
        Assert.Contains("No points yet.", view.Find(".tp-points").TextContent);
    }

    [Fact]
    public void Overlay_LaysTheVisiblePictureByTheTransform()
    {
        var view = Show(AlignmentBenchTests.Quarter);
        var style = view.Find(".tp-overlay-stage img").GetAttribute("style");
        Assert.StartsWith("width:800px;height:400px;transform:matrix3d(0.25", style);
        Assert.EndsWith("opacity:0.5", style);
        view.Find(".tp-opacity input").Input("80");
        Assert.EndsWith("opacity:0.8", view.Find(".tp-overlay-stage img").GetAttribute("style"));
        view.Find("[data-blink]").Change(true);
        Assert.Equal("tp-blink", view.Find(".tp-overlay-stage img").ClassName);
    }

    [Fact]
    public void Kind_OfManyOrFewPoints_SaysWhatTheResidualIsWorth()
    {
        var view = Show(AlignmentBenchTests.Quarter);
        view.Find("select").Change("Homography");
        Assert.Contains("fits exactly whatever they are", view.Find(".tp-residual").TextContent);
        view.FindAll(".tp-points .tp-link")[0].Click();
        Assert.Contains("needs 4 points, and there are 3", view.Find("[role=status]").TextContent);
    }

    private IRenderedComponent<BenchView> Show(PointPair[] points) => Render<BenchView>(p => p
        .Add(v => v.Bench, new AlignmentBench(TransformKind.Similarity, points, null, AlignmentBenchTests.Thermal, AlignmentBenchTests.Visible))
        .Add(v => v.Thermal, AlignmentBenchTests.Thermal).Add(v => v.Visible, AlignmentBenchTests.Visible).Add(v => v.FrameUrl, "/frame").Add(v => v.VisibleUrl, "/photo").Add(v => v.OnChanged, () => _changes++));
}
