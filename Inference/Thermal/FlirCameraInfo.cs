using System.Text;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>The camera-info record: calibration, scene, model.</summary>
internal sealed record FlirCameraInfo(PlanckConstants Planck, SceneParameters Scene, AirConstants Air, string? Model, ushort RawMinimum, ushort RawMaximum)
{
    private const int Bytes = 0x340;

    /// <summary>Null when the record is too short.</summary>
    public static FlirCameraInfo? Read(FlirRecord record)
    {
        if (record.Data.Length < 0x314) return null;
        var padded = new byte[Math.Max(Bytes, record.Data.Length)];
        record.Data.CopyTo(padded);
        bool big = record.BigEndian;
        double F(int at) => Endian.F32(padded.AsSpan(at), big);
        double humidity = F(0x3c);
        var planck = new PlanckConstants(F(0x58), F(0x30c), F(0x5c), F(0x60), (int)Endian.U32(padded.AsSpan(0x308), big));
        var scene = new SceneParameters
        {
            Emissivity = F(0x20), Distance = F(0x24), Reflected = F(0x28) - 273.15, Atmosphere = F(0x2c) - 273.15, Window = F(0x30) - 273.15,
            WindowTransmission = F(0x34), Humidity = humidity > 2 ? humidity / 100 : humidity,
        };
        var air = new AirConstants(F(0x70), F(0x74), F(0x78), F(0x7c), F(0x80));
        return new FlirCameraInfo(planck, scene, air, Text(padded.AsSpan(0xd4, 32)),
            Endian.U16(padded.AsSpan(0x310), big), Endian.U16(padded.AsSpan(0x312), big));
    }

    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        string text = new([.. Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]).Where(c => c is >= ' ' and <= '~')]);
        return text.Trim() is { Length: > 1 } model ? model : null;
    }
}
