using Bunit;
using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Components.Pages.Translate;

namespace ThermalPortal.Web.Tests.Components;

public sealed class AttributeChipsTests : BunitContext
{
    [Theory]
    [InlineData(AttributeSource.Predicted, .93, true, "tp-chip-sure-yes", "clear")]
    [InlineData(AttributeSource.Predicted, .4, true, "tp-chip-unsure", "maybe clear")]
    [InlineData(AttributeSource.Unknown, .4, true, "tp-chip-unsure", "not known")]
    [InlineData(AttributeSource.Unknown, 0, false, "tp-chip-unsure", "not stated")] // heat does not tell it
    [InlineData(AttributeSource.Operator, 1, true, "tp-chip-yours", "clear")]
    [InlineData(AttributeSource.Operator, 1, false, "tp-chip-yours", "clear")]
    public void Chip_BySourceAndConfidence_ShowsItsDoubt(AttributeSource source, double confidence, bool predicted, string css, string words)
    {
        var shares = predicted ? new Dictionary<string, double> { ["clear"] = confidence, ["none"] = 1 - confidence } : [];
        var chips = Render<AttributeChips>(p => p.Add(c => c.Attributes, [new(0, "glasses", "clear", confidence, source, shares)]));
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
