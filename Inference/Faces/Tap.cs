namespace ThermalPortal.Inference.Faces;

/// <summary>The four pixels around a position and their bilinear weights; positions outside are moved to the edge.</summary>
internal readonly struct Tap
{
    private readonly float _fx, _fy;

    public Tap(ImagePoint at, int width, int height)
    {
        float x = Math.Clamp(at.X - 0.5f, 0, width - 1), y = Math.Clamp(at.Y - 0.5f, 0, height - 1);
        int left = (int)x, top = (int)y;
        int right = Math.Min(left + 1, width - 1), bottom = Math.Min(top + 1, height - 1);
        _fx = x - left;
        _fy = y - top;
        (TopLeft, TopRight) = (top * width + left, top * width + right);
        (BottomLeft, BottomRight) = (bottom * width + left, bottom * width + right);
    }

    public int TopLeft { get; }
    public int TopRight { get; }
    public int BottomLeft { get; }
    public int BottomRight { get; }

    public float Mix(float topLeft, float topRight, float bottomLeft, float bottomRight)
    {
        float top = topLeft + _fx * (topRight - topLeft), bottom = bottomLeft + _fx * (bottomRight - bottomLeft);
        return top + _fy * (bottom - top);
    }
}
