namespace ThermalPortal.Web.Tests;
public sealed class HouseTests
{
    [Fact] public void Runner_Starts() => Assert.True(Environment.ProcessorCount > 0);
}
