using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Tests.Thermal;

/// <summary>Reads and asserts the verdict.</summary>
internal static class Verdicts
{
    public static ThermalFrame Accept(byte[] bytes, ThermalReadOptions? options = null)
    {
        var result = ThermalFrameReader.Read(bytes, options, TestContext.Current.CancellationToken);
        if (result is ThermalReadResult.Rejected rejected) Assert.Fail($"{rejected.Code}: {rejected.Reason}");
        var frame = Assert.IsType<ThermalReadResult.Accepted>(result).Frame;
        Assert.All(frame.Values, v => Assert.True(float.IsFinite(v)));
        return frame;
    }

    public static ThermalReadResult.Rejected Reject(byte[] bytes, string code, ThermalReadOptions? options = null)
    {
        var result = ThermalFrameReader.Read(bytes, options, TestContext.Current.CancellationToken);
        var rejected = Assert.IsType<ThermalReadResult.Rejected>(result);
        Assert.Equal(code, rejected.Code);
        Assert.NotEmpty(rejected.Reason);
        Assert.NotEmpty(rejected.Advice);
        return rejected;
    }

    public static ushort[] Ramp(int width, int height, int from) => [.. Enumerable.Range(0, width * height).Select(i => (ushort)(from + i % 40))];
}
