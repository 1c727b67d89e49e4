using System.Buffers.Binary;
using System.Text;
using NetVips;
using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Tests.Thermal;

/// <summary>Builds small radiometric JPEGs byte by byte, with the constants of the worked vector of the format notes.</summary>
internal sealed record RadiometricJpeg
{
    public int Width { get; init; } = 24;
    public int Height { get; init; } = 18;
    public bool LittleEndianDirectory { get; init; }
    public string Payload { get; init; } = "le";                    // le, be, png-native, png-swapped
    public int Chunks { get; init; } = 1;
    public int? Without { get; init; }
    public bool Reversed { get; init; }
    public float R1 { get; init; } = 21000;
    public string Model { get; init; } = "Test E1";
    public (ushort Width, ushort Height)? Claims { get; init; }

    /// <summary>A JPEG or PNG for the record of the visible photo; null: there is none.</summary>
    public byte[]? Photo { get; init; }

    /// <summary>The photo's record says that it ends outside the file.</summary>
    public bool PhotoCut { get; init; }

    /// <summary>A smooth picture around 18,500 counts: 25.8 C by the worked vector.</summary>
    public ushort[] Samples => [.. Enumerable.Range(0, Width * Height).Select(i => (ushort)(18000 + i % Width * 30 + i / Width * 20))];

    public byte[] Build()
    {
        byte[] file = Container(), jpeg = Jpeg(Width, Height);
        var segments = new List<byte[]>();
        int each = (file.Length + Chunks - 1) / Chunks;
        for (int i = 0; i < Chunks; i++)
        {
            if (i == Without) continue;
            byte[] part = file.AsSpan(i * each, Math.Min(each, file.Length - i * each)).ToArray();
            byte[] body = [.. "FLIR\0"u8, 1, (byte)i, (byte)(Chunks - 1), .. part];
            segments.Add([0xff, 0xe1, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body]);
        }
        if (Reversed) segments.Reverse();
        return [.. jpeg[..2], .. segments.SelectMany(s => s), .. jpeg[2..]];
    }

    public static byte[] Jpeg(int width, int height)
    {
        using var image = Image.NewFromMemory([.. Enumerable.Range(0, width * height).Select(i => (byte)(40 + i % 150))], width, height, 1, Enums.BandFormat.Uchar);
        return image.WriteToBuffer(".jpg");
    }

    private byte[] Container()
    {
        byte[] raw = RawRecord(), camera = CameraRecord(), photo = Photo is null ? [] : [2, .. new byte[31], .. Photo];
        const int directory = 0x40, first = directory + 96;
        var file = new byte[first + raw.Length + camera.Length + photo.Length];
        "FFF\0"u8.CopyTo(file);
        Put(file, 0x14, 101);
        Put(file, 0x18, directory);
        Put(file, 0x1c, 3);
        Entry(file, directory, 0x01, first, raw.Length);
        Entry(file, directory + 32, 0x20, first + raw.Length, camera.Length);
        if (Photo is not null) Entry(file, directory + 64, 0x0e, first + raw.Length + camera.Length, photo.Length + (PhotoCut ? 1_000_000 : 0));
        photo.CopyTo(file, first + raw.Length + camera.Length);
        raw.CopyTo(file, first);
        camera.CopyTo(file, first + raw.Length);
        return file;
    }

    private void Entry(byte[] file, int at, ushort type, int offset, int length)
    {
        if (LittleEndianDirectory) BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), type);
        else BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(at), type);
        file[at + (LittleEndianDirectory ? 2 : 3)] = (byte)(Payload.StartsWith("png", StringComparison.Ordinal) ? 3 : Payload == "be" ? 1 : 2);
        Put(file, at + 0x0c, (uint)offset);
        Put(file, at + 0x10, (uint)length);
    }

    private void Put(byte[] file, int at, uint value)
    {
        if (LittleEndianDirectory) BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        else BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), value);
    }

    private byte[] RawRecord()
    {
        ushort[] samples = Samples, swapped = Array.ConvertAll(samples, BinaryPrimitives.ReverseEndianness);
        byte[] payload = Payload switch
        {
            "png-native" => PngWriter.Grey16(Width, Height, samples),
            "png-swapped" => PngWriter.Grey16(Width, Height, swapped),
            "be" => [.. samples.SelectMany(v => new[] { (byte)(v >> 8), (byte)v })],
            _ => [.. samples.SelectMany(v => new[] { (byte)v, (byte)(v >> 8) })],
        };
        var (width, height) = Claims ?? ((ushort)Width, (ushort)Height);
        var record = new byte[0x20 + payload.Length];
        record[0] = 2;
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(2), width);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(4), height);
        payload.CopyTo(record, 0x20);
        return record;
    }

    private byte[] CameraRecord()
    {
        var record = new byte[2476];
        record[0] = 2;
        foreach (var (at, value) in new (int, float)[]
        {
            (0x20, 0.98f), (0x24, 1), (0x28, 295.15f), (0x2c, 295.15f), (0x30, 295.15f), (0x34, 1), (0x3c, 0.5f), (0x58, R1), (0x5c, 1500), (0x60, 1),
            (0x70, 0.006569f), (0x74, 0.01262f), (0x78, -0.002276f), (0x7c, -0.00667f), (0x80, 1.9f), (0x30c, 0.0125f),
        }) BinaryPrimitives.WriteSingleLittleEndian(record.AsSpan(at), value);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(0x308), -7300);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(0x310), 15000);
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(0x312), 25000);
        Encoding.ASCII.GetBytes(Model).CopyTo(record, 0xd4);
        return record;
    }
}
