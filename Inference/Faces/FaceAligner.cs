using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Faces;

/// <summary>
/// Cuts a <see cref="FaceCrop"/> out of a picture: inverse mapping, bilinear when enlarging, averaged over each output pixel's footprint when
/// shrinking. Around thermal frames lies their cold, around visible pictures the nearest edge pixel is repeated.
/// </summary>
public static class FaceAligner
{
    /// <summary>Crops a thermal frame; outside lies its first percentile, for a repeated edge of a close crop looks like skin without end (ADR 32).</summary>
    /// <returns>size x size values, row by row, in the frame's unit.</returns>
    public static float[] Crop(ThermalFrame frame, FaceCrop crop, int size)
    {
        bool within = IsInside(ToInput(crop, 0, 0)) && IsInside(ToInput(crop, 1, 0)) && IsInside(ToInput(crop, 0, 1)) && IsInside(ToInput(crop, 1, 1));
        return Crop(frame.Values, frame.Width, frame.Height, crop, size, within ? null : ThermalNormalizer.Percentiles(frame.Values, 1, 99).Low);

        bool IsInside(ImagePoint corner) => FaceAligner.IsInside(corner, frame.Width, frame.Height);
    }

    /// <summary>Crops a single-channel picture.</summary>
    /// <param name="values">Width x height values, row by row.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="crop">What to cut.</param>
    /// <param name="size">Side of the result, pixels.</param>
    /// <param name="outside">Value of everything outside the picture; null repeats the edge.</param>
    public static float[] Crop(ReadOnlySpan<float> values, int width, int height, FaceCrop crop, int size, float? outside = null)
    {
        var result = new float[size * size];
        var map = new CropMap(crop, size);
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                float sum = 0;
                for (int k = 0; k < map.Samples * map.Samples; k++)
                {
                    var at = map.Source(x, y, k);
                    if (outside is { } value && !IsInside(at, width, height))
                    {
                        sum += value;
                        continue;
                    }
                    var tap = new Tap(at, width, height);
                    sum += tap.Mix(values[tap.TopLeft], values[tap.TopRight], values[tap.BottomLeft], values[tap.BottomRight]);
                }
                result[y * size + x] = sum / (map.Samples * map.Samples);
            }
        }
        return result;
    }

    /// <summary>Crops a visible picture.</summary>
    /// <param name="image">Picture.</param>
    /// <param name="crop">What to cut.</param>
    /// <param name="size">Side of the result, pixels.</param>
    /// <param name="outside">Grey level of everything outside the picture; null repeats the edge.</param>
    public static RgbImage Crop(RgbImage image, FaceCrop crop, int size, byte? outside = null)
    {
        var result = new byte[size * size * 3];
        var map = new CropMap(crop, size);
        byte[] p = image.Pixels;
        int count = map.Samples * map.Samples;
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                float r = 0, g = 0, b = 0;
                for (int k = 0; k < count; k++)
                {
                    var at = map.Source(x, y, k);
                    if (outside is { } level && !IsInside(at, image.Width, image.Height))
                    {
                        (r, g, b) = (r + level, g + level, b + level);
                        continue;
                    }
                    var tap = new Tap(at, image.Width, image.Height);
                    int i = tap.TopLeft * 3, j = tap.TopRight * 3, m = tap.BottomLeft * 3, n = tap.BottomRight * 3;
                    r += tap.Mix(p[i], p[j], p[m], p[n]);
                    g += tap.Mix(p[i + 1], p[j + 1], p[m + 1], p[n + 1]);
                    b += tap.Mix(p[i + 2], p[j + 2], p[m + 2], p[n + 2]);
                }
                int o = (y * size + x) * 3;
                result[o] = (byte)(r / count + 0.5f);
                result[o + 1] = (byte)(g / count + 0.5f);
                result[o + 2] = (byte)(b / count + 0.5f);
            }
        }
        return new RgbImage(size, size, result);
    }

    private static bool IsInside(ImagePoint at, int width, int height) => at.X >= 0 && at.Y >= 0 && at.X <= width && at.Y <= height;

    /// <summary>Where a point of the crop (0..1 from its top left corner) lies in the input.</summary>
    public static ImagePoint ToInput(FaceCrop crop, float u, float v)
    {
        float radians = crop.AngleDegrees * MathF.PI / 180, cos = MathF.Cos(radians), sin = MathF.Sin(radians);
        float x = (u - 0.5f) * crop.Size, y = (v - 0.5f) * crop.Size;
        return new ImagePoint(crop.CentreX + x * cos - y * sin, crop.CentreY + x * sin + y * cos);
    }

    /// <summary>Where a point of the input lies in the crop, 0..1 from its top left corner.</summary>
    public static ImagePoint ToCrop(FaceCrop crop, ImagePoint point)
    {
        float radians = crop.AngleDegrees * MathF.PI / 180, cos = MathF.Cos(radians), sin = MathF.Sin(radians);
        float x = point.X - crop.CentreX, y = point.Y - crop.CentreY;
        return new ImagePoint((x * cos + y * sin) / crop.Size + 0.5f, (-x * sin + y * cos) / crop.Size + 0.5f);
    }
}
