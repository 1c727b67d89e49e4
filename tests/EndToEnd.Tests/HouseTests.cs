namespace ThermalPortal.EndToEnd.Tests;
public sealed class HouseTests
{
    [Fact] public void Runner_Starts() => Assert.True(Environment.ProcessorCount > 0);
}
