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
        var (name, values) = Assert.Single(AttributeChoices.Of(json));
        Assert.Equal("hat", name);
        Assert.Equal(["none", "cap"], values);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"attributes":7}""")]
    public void Of_ModelThatSaysNothing_TakesTheUsual(string? json) => Assert.Contains(AttributeChoices.Of(json), a => a.Name == "glasses");

    [Fact]
    public void Title_Known_ReadsWell() => Assert.Equal(("Age", "Facial hair"), (AttributeChoices.Title("age_group"), AttributeChoices.Title("facial_hair")));
}
