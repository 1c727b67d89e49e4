using ThermalPortal.Inference.Images;

namespace ThermalPortal.Jobs.Translations;

/// <summary>Adds the visible note in a strip below a picture; the picture itself stays as it is.</summary>
internal static class Caption
{
    private const int Gap = 1, Margin = 3;
    private const byte Paper = 24, Ink = 235;

    /// <summary>The picture with its note below.</summary>
    public static RgbImage Below(RgbImage image, string note)
    {
        int scale = Math.Max(1, image.Width / 256);
        var lines = Wrap(note, (image.Width - 2 * Margin * scale) / ((CaptionFont.Width + Gap) * scale));
        int lineHeight = (CaptionFont.Height + Gap) * scale, strip = lines.Count * lineHeight + 2 * Margin * scale;
        byte[] pixels = new byte[image.Width * (image.Height + strip) * 3];
        image.Pixels.CopyTo(pixels, 0);
        pixels.AsSpan(image.Pixels.Length).Fill(Paper);
        for (int line = 0; line < lines.Count; line++)
            Draw(pixels, image.Width, lines[line], image.Height + Margin * scale + line * lineHeight, scale);
        return new RgbImage(image.Width, image.Height + strip, pixels);
    }

    /// <summary>Lines of whole words, none longer than asked where words allow it.</summary>
    internal static IReadOnlyList<string> Wrap(string text, int longest)
    {
        List<string> lines = [];
        foreach (string word in text.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= longest) lines[^1] += " " + word;
            else lines.Add(word);
        }
        return lines;
    }

    private static void Draw(byte[] pixels, int width, string text, int top, int scale)
    {
        int left = Math.Max(0, (width - text.Length * (CaptionFont.Width + Gap) * scale) / 2);
        for (int i = 0; i < text.Length; i++)
        {
            for (int y = 0; y < CaptionFont.Height * scale; y++)
            {
                for (int x = 0; x < CaptionFont.Width * scale; x++)
                {
                    int column = left + i * (CaptionFont.Width + Gap) * scale + x;
                    if (column < width && CaptionFont.IsInked(text[i], x / scale, y / scale))
                        pixels.AsSpan(((top + y) * width + column) * 3, 3).Fill(Ink);
                }
            }
        }
    }
}
