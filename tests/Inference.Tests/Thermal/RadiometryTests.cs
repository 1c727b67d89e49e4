using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Tests.Thermal;

/// <summary>Worked vector of the format notes, section 4 (constants invented there).</summary>
public sealed class RadiometryTests
{
    private static readonly PlanckConstants Planck = new(21000, 0.0125, 1500, 1, -7300);
    private static readonly SceneParameters Scene = new();
    private static readonly AirConstants Air = new(0.006569, 0.01262, -0.002276, -0.00667, 1.9);

    [Theory]
    [InlineData(17000, 17.5375)]
    [InlineData(18000, 23.1373)]
    [InlineData(18500, 25.8168)]
    [InlineData(19500, 30.9647)]
    public void Temperature_WorkedVector_IsMet(double signal, double celsius) => Assert.Equal(celsius, Planck.Temperature(signal), 0.0001);

    [Fact]
    public void Signal_OfThirtyDegrees_IsMet() => Assert.Equal(19308.64, Planck.Signal(30), 0.01);

    [Fact]
    public void Transmission_AtOneMetre_IsMet()
    {
        Assert.Equal(9.6291, AirConstants.WaterVapour(0.5, 22), 0.0001);
        Assert.Equal(0.995508, Air.Transmission(Scene), 0.000001);
    }

    [Theory]
    [InlineData(TemperatureModel.Camera, 28.6083)]
    [InlineData(TemperatureModel.Face, 28.5510)]
    public void Temperature_FullChainAndFaceForm_AreMet(TemperatureModel model, double celsius) =>
        Assert.Equal(celsius, Radiometry.Temperature(19000, Planck, Scene, Air, model), 0.0001);

    [Fact]
    public void Temperature_BelowTheFormula_IsNaN()
    {
        Assert.True(double.IsNaN(Planck.Temperature(7300)));
        Assert.True(double.IsNaN(Planck.Temperature(0)));
    }
}
