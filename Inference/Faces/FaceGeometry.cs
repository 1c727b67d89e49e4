namespace ThermalPortal.Inference.Faces;

/// <summary>From points to the canonical square.</summary>
internal static class FaceGeometry
{
    public static FaceCrop Canonical(IReadOnlyList<ImagePoint> points)
    {
        var (left, right) = (points[0], points[1]);
        float dx = right.X - left.X, dy = right.Y - left.Y;
        float angle = MathF.Atan2(dy, dx);
        float size = MathF.Sqrt(dx * dx + dy * dy) / FaceCrop.EyeDistance;
        float down = (0.5f - FaceCrop.EyeHeight) * size;
        float x = (left.X + right.X) / 2 - down * MathF.Sin(angle), y = (left.Y + right.Y) / 2 + down * MathF.Cos(angle);
        return new FaceCrop(x, y, size, angle * 180 / MathF.PI);
    }
}
