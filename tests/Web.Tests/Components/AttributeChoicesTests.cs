using ThermalPortal.Web.Components.Pages.Translate;

namespace ThermalPortal.Web.Tests.Components;

public sealed class AttributeChoicesTests
{
    [Theory]
    [InlineData("""{"attributes":{"heads":[{"name":"hat","values":["none","cap"]}]}}""")]
    [InlineData("""{"attributes":[{"name":"hat","values":["none","cap"]}]}""")]
    [InlineData("""{"attributes":{"hat":["none","cap"]}}""")]
    public void Of_ModelThatNamesThem_TakesThem(string json)
    {
        var (name, values, predicted) = Assert.Single(AttributeChoices.Of(json));
        Assert.Equal("hat", name);
        Assert.Equal(["none", "cap"], values);
        Assert.True(predicted);
    }

    [Fact]
    public void Of_HeadsThatSayWhatTheyAreFor_LeavesOutWhatIsOnlyPredicted()
    {
        var one = Assert.Single(AttributeChoices.Of("""{"attributes":{"heads":[{"name":"skin_tone","values":["I"],"guides":true,"predicted":false},{"name":"pose","values":["frontal"],"guides":false,"predicted":true}]}}"""));
        Assert.Equal(("skin_tone", false), (one.Name, one.Predicted));
        Assert.Contains("Fitzpatrick", AttributeChoices.Hint(one), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"attributes":7}""")]
    public void Of_ModelThatSaysNothing_TakesTheUsual(string? json) => Assert.Contains(AttributeChoices.Of(json), a => a.Name == "glasses");

    [Fact]
    public void Of_ShippedModel_AreTheUsual()
    {
        var shipped = AttributeChoices.Of(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "model.json")));
        Assert.Equivalent(AttributeChoices.Of(null), shipped, strict: true);
    }

    [Fact]
    public void Title_Known_ReadsWell() => Assert.Equal(("Age", "Facial hair"), (AttributeChoices.Title("age_group"), AttributeChoices.Title("facial_hair")));
}
