using Bunit;
using MudBlazor.Services;
using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Components.Pages.Translate;

namespace ThermalPortal.Web.Tests.Components;

public sealed class InputCardTests : BunitContext
{
    public InputCardTests()
    {
        Services.AddMudServices();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void Card_Translated_ShowsPicturesByAddressAndTheNote()
    {
        var card = Show(Input(results: 2));
        var pictures = card.FindAll(".tp-picture-result img");
        Assert.Equal(2, pictures.Count);
        Assert.All(pictures, p => Assert.StartsWith("/api/v1/results/", p.GetAttribute("src")));
        Assert.Contains("Synthesised from a thermal image, not a photograph.", card.Markup);
        Assert.Contains("download=", card.Find("a.tp-picture-save").GetAttribute("href"));
        Assert.DoesNotContain("base64", card.Markup);
    }

    [Fact]
    public void Card_NoFace_OffersCropAndWholeFrame()
    {
        InputDetail? cropped = null, whole = null;
        var card = Render<InputCard>(p => p
            .Add(c => c.Input, Input(error: "No face was found.")).Add(c => c.Run, Run(RunState.Succeeded))
            .Add(c => c.OnCrop, i => cropped = i).Add(c => c.OnWholeFrame, i => whole = i));
        Assert.Contains("No face was found.", card.Markup);
        card.FindAll(".tp-actions button")[0].Click();
        card.FindAll(".tp-actions button")[1].Click();
        Assert.NotNull(cropped);
        Assert.NotNull(whole);
    }

    [Fact]
    public void Card_Unreadable_OffersNoCrop() =>
        Assert.Empty(Show(Input(error: "This is no image.", preview: false)).FindAll(".tp-actions"));

    [Fact]
    public void Card_AtWork_ShowsOnePlaceForEachSample() =>
        Assert.Equal(3, Render<InputCard>(p => p.Add(c => c.Input, Input(results: 0)).Add(c => c.Run, Run(RunState.Running))).FindAll(".tp-developing").Count);

    [Fact]
    public void Card_Repaired_SaysWhatWasPutRight()
    {
        Assert.Equal("A logo was filled. Export without it.", Show(Input(results: 1) with { Repair = "A logo was filled. Export without it." }).Find(".tp-repair span").TextContent);
        Assert.Empty(Show(Input(results: 1)).FindAll(".tp-repair"));
    }

    [Fact]
    public void Card_CropReachesBeyondTheFrame_DrawsItsEdgeAndSaysHowMuchIsInvented()
    {
        var input = Input(results: 1);
        var results = input.Results.Select(r => r with { Crop = new(-10, 0, 40, 40) }).ToList();
        var card = Show(input with { Results = results, Width = 30, Height = 60 });
        Assert.Equal("M0.25 0L1 0L1 1.5L0.25 1.5Z", card.Find(".tp-frame-edge path").GetAttribute("d"));
        Assert.Contains("about 25 % of this picture", card.Find(".tp-beyond").TextContent, StringComparison.Ordinal);
        Assert.Empty(Show(input with { Results = results, Width = null, Height = null }).FindAll(".tp-frame-edge"));
        Assert.Empty(Show(input with { Width = 9, Height = 9 }).FindAll(".tp-frame-edge, .tp-beyond")); // the crop is the frame
    }

    [Fact]
    public void FrameEdge_TurnedCrop_IsTheFrameAsTheCropSeesIt()
    {
        var edge = FrameEdge.Of(new CropRectangle(0, 0, 10, 10, 90), 10, 5); // the crop's top is the right side of the picture
        Assert.Equal((.5, "M0 1L0 0L0.5 0L0.5 1Z"), (edge!.Beyond, edge.Outline.Replace("-0", "0", StringComparison.Ordinal)));
    }

    private static InputDetail Input(int results = 0, string? error = null, bool preview = true) => new()
    {
        Id = Guid.NewGuid(), ItemId = Guid.NewGuid(), FileName = "face.tiff", State = error is null ? InputState.Running : InputState.Failed, Error = error,
        ThermalPreviewFileId = preview ? Guid.NewGuid() : null, Attributes = [],
        Results = [.. Enumerable.Range(0, results).Select(n => new ResultDetail(Guid.NewGuid(), 0, n, Guid.NewGuid(), 5, new(0, 0, 9, 9), Guid.NewGuid()))],
    };

    private static TranslationDetail Run(RunState state) => new()
    {
        Id = Guid.NewGuid(), State = state, Progress = .5, UserId = Guid.NewGuid(), ModelVersionId = Guid.NewGuid(), Options = new() { Samples = 3 },
        CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Inputs = [],
    };

    private IRenderedComponent<InputCard> Show(InputDetail input) => Render<InputCard>(p => p.Add(c => c.Input, input).Add(c => c.Run, Run(RunState.Succeeded)));
}
