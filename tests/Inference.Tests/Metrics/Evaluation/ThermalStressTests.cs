using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

public sealed class ThermalStressTests
{
    private const int Size = 64;

    private static readonly EvaluationInput Face = new([.. Enumerable.Range(0, Size * Size).Select(Value)], ThermalUnit.Celsius, Size, 11, new Dictionary<string, string>());

    public static TheoryData<string> Names => [.. ThermalStress.All.Select(s => s.Name)];

    private static float Value(int i) => 20 + 15 * MathF.Exp(-(MathF.Pow(i % Size - 32, 2) + MathF.Pow(i / Size - 30, 2)) / 300) + .5f * MathF.Sin(i % Size * .9f);

    [Theory, MemberData(nameof(Names))]
    public void Apply_Face_IsAnotherPictureAndTheSameEachTime(string name)
    {
        var stress = ThermalStress.All.Single(s => s.Name == name);
        var before = (float[])Face.Thermal.Clone();
        var (first, again) = (stress.Apply(Face), stress.Apply(Face));
        Assert.Equal(before, Face.Thermal);
        Assert.Equal(first.Thermal, again.Thermal);
        Assert.Equal(Size * Size, first.Thermal.Length);
        Assert.NotEqual(before, first.Thermal);
        Assert.All(first.Thermal, v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Occluded_Quarter_CoversAQuarterWithCold()
    {
        var given = ThermalStress.Occluded(.25).Apply(Face).Thermal;
        var cold = given.GroupBy(v => v).MaxBy(g => g.Count())!;
        Assert.InRange(cold.Count(), Size * Size / 4, Size * Size / 4 + 60); // the coldest pixels of the picture itself may have that value
        Assert.True(cold.Key < 21);
    }

    [Fact]
    public void Tight_Half_LeavesTheMiddleInItsCold()
    {
        var given = ThermalStress.Tight(.5).Apply(Face).Thermal;
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
                if (x is >= 16 and < 48 && y is >= 8 and < 56) // a quarter of the width is lost at either side, an eighth of the height above and below
                    Assert.Equal(Face.Thermal[y * Size + x], given[y * Size + x], 1e-3f);
                else
                    Assert.InRange(given[y * Size + x], Face.Thermal.Min(), 24);
    }

    [Fact]
    public void LowContrast_EightLevels_LeavesEightInTheSpan()
    {
        var (low, high) = ThermalNormalizer.Percentiles(Face.Thermal, 1, 99);
        var levels = ThermalStress.LowContrast(8).Apply(Face).Thermal.Where(v => v >= low - .01f && v <= high + .01f).Distinct();
        Assert.InRange(levels.Count(), 2, 8);
    }

    [Fact]
    public void Noisy_TenPercent_HasThatDeviation()
    {
        var (low, high) = ThermalNormalizer.Percentiles(Face.Thermal, 1, 99);
        var noise = ThermalStress.Noisy(.1).Apply(Face).Thermal.Zip(Face.Thermal, (a, b) => a - b).ToArray();
        var deviation = Math.Sqrt(noise.Average(n => n * n));
        Assert.Equal(.1 * (high - low), deviation, .01 * (high - low));
    }

    [Fact]
    public void LowResolution_HalfTheSide_LosesFineStripesOnly()
    {
        var given = ThermalStress.LowResolution(16).Apply(Face).Thermal;
        var smooth = Enumerable.Range(0, Size * Size).Select(i => Value(i) - .5f * MathF.Sin(i % Size * .9f)).ToArray();
        double Off(float[] values) => Math.Sqrt(values.Zip(smooth, (a, b) => (a - b) * (a - b)).Average());
        Assert.True(Off(given) < Off(Face.Thermal), $"{Off(given)} {Off(Face.Thermal)}");
    }

    [Fact]
    public void Coloured_Rainbow_ComesBackInOrder()
    {
        var stress = ThermalStress.All.Single(s => s.Name.StartsWith("rainbow", StringComparison.Ordinal));
        var given = stress.Apply(Face);
        Assert.Equal(ThermalUnit.Relative, given.Unit);
        var (low, high) = ThermalNormalizer.Percentiles(Face.Thermal, 1, 99);
        var (first, last) = (given.Thermal.Min(), given.Thermal.Max());
        var off = given.Thermal.Zip(Face.Thermal, (a, b) => Math.Abs((a - first) / (last - first) - Math.Clamp((b - low) / (high - low), 0, 1)));
        Assert.True(off.Average() < .02, $"{off.Average()}");
    }
}
