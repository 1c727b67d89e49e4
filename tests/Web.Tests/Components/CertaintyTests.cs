using ThermalPortal.Web.Components.Pages.Translate;

namespace ThermalPortal.Web.Tests.Components;

public sealed class CertaintyTests
{
    [Theory]
    [InlineData(1, "> 99 %")]
    [InlineData(.996, "> 99 %")]
    [InlineData(.9, "90 %")]
    [InlineData(.014, "1 %")]
    [InlineData(.004, "< 1 %")]
    [InlineData(0, "< 1 %")]
    public void Words_OfProbabilities_NeverSayCertainOrImpossible(double probability, string words) => Assert.Equal(words, Certainty.Words(probability));
}
