using System.Globalization;
using System.Text;
using ThermalPortal.Inference.Thermal;
using static ThermalPortal.Inference.Tests.Thermal.Verdicts;

namespace ThermalPortal.Inference.Tests.Thermal;

/// <summary>Arrays and matrices of numbers: NPY and CSV.</summary>
public sealed class NumberFileTests
{
    private static float Value(int i) => 30 + i % 7 * 0.5f + i / 12 * 0.1f;

    private static byte[] Numpy(string type, string shape, byte[] data)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. data];
    }

    [Fact]
    public void Read_NumpyFloat32_IsCelsius()
    {
        byte[] data = [.. Enumerable.Range(0, 120).SelectMany(i => BitConverter.GetBytes(Value(i)))];
        var frame = Accept(Numpy("<f4", "(10, 12)", data));
        Assert.Equal(("npy-float", 12, 10, ThermalUnit.Celsius), (frame.Format, frame.Width, frame.Height, frame.Unit));
        Assert.Equal(Value(15), frame[3, 1]);
    }

    [Fact]
    public void Read_NumpyFloat64InKelvin_IsCelsius()
    {
        byte[] data = [.. Enumerable.Range(0, 120).SelectMany(i => BitConverter.GetBytes(Value(i) + 273.15))];
        Assert.Equal(Value(15), Accept(Numpy("<f8", "(10, 12)", data))[3, 1], 0.001f);
    }

    [Fact]
    public void Read_CutNumpy_NamesBothSizes() =>
        Assert.Contains("are there", Reject(Numpy("<f4", "(10, 12)", new byte[100]), "truncated").Reason, StringComparison.Ordinal);

    [Fact]
    public void Read_HugeNumpyShape_IsRejected() => Reject(Numpy("<f4", "(60000, 60000)", new byte[100]), "too-many-pixels");

    [Theory]
    [InlineData(",", ".")]
    [InlineData(";", ",")]
    [InlineData("\t", ".")]
    public void Read_Matrix_IsCelsius(string separator, string point)
    {
        var text = new StringBuilder("Camera;something\n\n");
        for (int y = 0; y < 10; y++)
        {
            var cells = Enumerable.Range(0, 12).Select(x => Value(y * 12 + x).ToString("0.00", CultureInfo.InvariantCulture).Replace(".", point));
            text.AppendLine(string.Join(separator, cells));
        }
        var frame = Accept(Encoding.UTF8.GetBytes(text.ToString()));
        Assert.Equal(("csv", 12, 10), (frame.Format, frame.Width, frame.Height));
        Assert.Equal(Value(15), frame[3, 1], 0.006f);
    }

    [Fact]
    public void Read_MatrixWithRowsOfDifferentLength_IsRejected()
    {
        string row = string.Join(",", Enumerable.Repeat("30", 12));
        Reject(Encoding.UTF8.GetBytes(string.Join("\n", Enumerable.Repeat(row, 9)) + "\n" + row + ",30"), "not-an-image");
    }
}
