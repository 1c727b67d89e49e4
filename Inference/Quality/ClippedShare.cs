using ThermalPortal.Inference.Faces;

namespace ThermalPortal.Inference.Quality;

/// <summary>
/// How much of a face, or of a frame without one, lies at an end of the scale, where the camera could tell no differences any more: 0 and 255 of a visible picture (within one step), the lowest and
/// the highest value of a thermal one (within a thousandth of its range).
/// </summary>
public static class ClippedShare
{
    private const float VisibleStep = 1, ThermalStep = 0.001f;

    /// <summary>0..1.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="thermal">Values of a thermal frame, whose scale is its own; else luminance 0..255.</param>
    /// <param name="face">Where to look; null: everywhere.</param>
    public static float Of(GreyPicture picture, bool thermal, FaceBox? face)
    {
        var (low, high) = thermal ? (picture.Values.Min(), picture.Values.Max()) : (0, 255);
        float step = thermal ? (high - low) * ThermalStep : VisibleStep;
        var box = face ?? new FaceBox(0, 0, picture.Width, picture.Height);
        float cx = box.X + box.Width / 2, cy = box.Y + box.Height / 2;
        int clipped = 0, count = 0;
        for (int y = Math.Max(0, (int)box.Y); y < picture.Height && y < box.Y + box.Height; y++)
        {
            for (int x = Math.Max(0, (int)box.X); x < picture.Width && x < box.X + box.Width; x++)
            {
                float dx = (x + 0.5f - cx) / box.Width, dy = (y + 0.5f - cy) / box.Height;
                if (face is not null && dx * dx + dy * dy > 0.25f) continue; // the corners are background, not face
                float value = picture.Values[y * picture.Width + x];
                count++;
                if (value <= low + step || value >= high - step) clipped++;
            }
        }
        return count == 0 ? 0 : clipped / (float)count;
    }
}
