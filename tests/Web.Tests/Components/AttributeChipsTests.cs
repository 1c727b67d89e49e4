using Bunit;
using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Components.Pages.Translate;

namespace ThermalPortal.Web.Tests.Components;

public sealed class AttributeChipsTests : BunitContext
{
    [Theory]
    [InlineData(AttributeSource.Predicted, .93, "tp-chip-sure-yes", "clear")]
    [InlineData(AttributeSource.Predicted, .4, "tp-chip-unsure", "maybe clear")]
    [InlineData(AttributeSource.Unknown, .4, "tp-chip-unsure", "not known")]
    [InlineData(AttributeSource.Operator, 1, "tp-chip-yours", "clear")]
    public void Chip_BySourceAndConfidence_ShowsItsDoubt(AttributeSource source, double confidence, string css, string words)
    {
        var chips = Render<AttributeChips>(p => p.Add(c => c.Attributes, [new(0, "glasses", "clear", confidence, source, new Dictionary<string, double>())]));
        var chip = chips.Find("li");
        Assert.Contains(css, chip.ClassList);
        Assert.Contains(words, chip.TextContent);
    }

    [Fact]
    public void Bars_WithProbabilities_AreSortedByShare()
    {
        var shares = new Dictionary<string, double> { ["none"] = .2, ["open_mouth"] = .7, ["smile"] = .1 };
        var chips = Render<AttributeChips>(p => p.Add(c => c.Attributes, [new(0, "expression", "open_mouth", .7, AttributeSource.Predicted, shares)]));
        Assert.Equal(["open mouth", "none", "smile"], chips.FindAll(".tp-bar-row span:first-child").Select(e => e.TextContent));
        Assert.Equal("width:70%", chips.Find(".tp-bar-row i").GetAttribute("style"));
    }
}
