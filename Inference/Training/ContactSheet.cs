using NetVips;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>Pictures side by side, for the eye.</summary>
public static class ContactSheet
{
    /// <summary>Writes (N, 3, S, S) in [-1, 1] as a PNG grid of <paramref name="columns"/> columns; the last row is filled with black.</summary>
    public static void Write(string path, Tensor images, int columns)
    {
        using var scope = NewDisposeScope();
        var size = images.shape[2];
        var rows = (images.shape[0] + columns - 1) / columns;
        var padded = cat([images.detach().cpu().to_type(ScalarType.Float32), full([rows * columns - images.shape[0], 3, size, size], -1f)]);
        var bytes = padded.clamp(-1, 1).add(1).mul(127.5).round().to_type(ScalarType.Byte)
            .reshape(rows, columns, 3, size, size).permute(0, 3, 1, 4, 2).contiguous().bytes.ToArray(); // rows, y, columns, x, rgb
        using var image = Image.NewFromMemory(bytes, (int)(columns * size), (int)(rows * size), 3, Enums.BandFormat.Uchar);
        image.Pngsave(path);
    }
}
