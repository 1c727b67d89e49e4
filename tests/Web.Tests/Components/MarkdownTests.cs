using ThermalPortal.Web.Components.Controls;

namespace ThermalPortal.Web.Tests.Components;

public sealed class MarkdownTests
{
    [Fact]
    public void Render_Table_BecomesATable() => Assert.Contains("<table>", Markdown.Render("| a | b |\n|---|---|\n| 1 | 2 |").Value);

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("[x](javascript:alert(1))", "javascript:")]
    [InlineData("![x](https://elsewhere.example/pixel.png)", "elsewhere")]
    [InlineData("<javascript:alert(1)>", "href=\"javascript")]
    public void Render_HostileText_IsHarmless(string text, string forbidden) => Assert.DoesNotContain(forbidden, Markdown.Render(text).Value);

    [Fact]
    public void Render_WebLink_Stays() => Assert.Contains("href=\"https://example.org\"", Markdown.Render("[paper](https://example.org)").Value);
}
