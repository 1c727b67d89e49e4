using NetVips;

namespace ThermalPortal.Inference.Images;

/// <summary>A WebP of a picture, for galleries and viewers.</summary>
public static class Thumbnail
{
    /// <summary>Longest side in galleries, pixels.</summary>
    public const int Side = 192;

    private const int Quality = 84;

    /// <summary>The file, without metadata.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="longest">Longest side, pixels; smaller pictures are not enlarged.</param>
    public static byte[] Webp(RgbImage image, int longest = Side)
    {
        using var whole = Image.NewFromMemoryCopy(image.Pixels, image.Width, image.Height, bands: 3, Enums.BandFormat.Uchar);
        using var small = whole.ThumbnailImage(longest, height: longest, size: Enums.Size.Down);
        return small.WebpsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
    }

    /// <summary>The picture itself where no side is longer, else a smaller one.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="longest">Longest side, pixels.</param>
    public static RgbImage Within(RgbImage image, int longest)
    {
        if (Math.Max(image.Width, image.Height) <= longest) return image;
        using var whole = Image.NewFromMemory(image.Pixels, image.Width, image.Height, bands: 3, Enums.BandFormat.Uchar);
        using var small = whole.ThumbnailImage(longest, height: longest, size: Enums.Size.Down);
        return new RgbImage(small.Width, small.Height, small.WriteToMemory<byte>());
    }
}
