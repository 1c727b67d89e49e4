using Bunit;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Pairing;
using ThermalPortal.Data.Datasets.Suggestions;
using ThermalPortal.Web.Components.Pages.Datasets;

namespace ThermalPortal.Web.Tests.Components;

public sealed class LabelCardTests : BunitContext
{
    private static readonly AttributeSuggestion _suggestion = new() { Name = "glasses", Value = "sun", Confidence = .874f, ModelName = "Nano", ModelVersion = "2", ModelSha256 = "" };

    [Fact]
    public void Suggestion_IsNoLabelAndIsAnsweredByOneClick()
    {
        List<bool> answers = [];
        var card = Render<LabelCard>(p => p.Add(c => c.Pair, Pair()).Add(c => c.Suggestion, _suggestion).Add(c => c.OnAnswer, answers.Add));
        Assert.Equal("no label", card.Find(".tp-label-value").TextContent);
        Assert.StartsWith("sun?87", card.Find(".tp-suggested").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nano 2", card.Find("[data-suggestion]").GetAttribute("title"), StringComparison.Ordinal);
        foreach (var button in card.FindAll("[data-suggestion] button")) button.Click();
        Assert.Equal([true, false], answers);
    }

    [Fact]
    public void Label_WithoutSuggestion_ShowsNoChip()
    {
        var card = Render<LabelCard>(p => p.Add(c => c.Pair, Pair()).Add(c => c.Value, "clear"));
        Assert.Equal("clear", card.Find(".tp-label-value").TextContent);
        Assert.Empty(card.FindAll("[data-suggestion]"));
    }

    private static CapturePair Pair() => new() { Path = "1.png", Rule = PairRule.Manual, Thermal = new Capture { Path = "1.png" }, Visible = new Capture { Path = "2.png" } };
}
