using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Inference.Faces;

/// <summary>A picture in the form the search works on: cuts of it, each seen in one or more ways.</summary>
internal sealed class FaceSource
{
    private const int Side = BlazeFace.Side;
    private readonly RgbImage? _image;
    private readonly float[] _values;
    private readonly float _fill;

    public FaceSource(ThermalFrame frame)
    {
        (Width, Height, _values) = (frame.Width, frame.Height, frame.Values);
        _fill = ThermalNormalizer.Percentiles(_values, 1, 99).Low;
    }

    public FaceSource(RgbImage image) => (Width, Height, _image, _values) = (image.Width, image.Height, image, []);

    public int Width { get; }

    public int Height { get; }

    public bool IsThermal => _image is null;

    /// <summary>Makers of inputs for the network, (256, 256, 3) in [-1, 1]: one cut in every view; the cut is made once, when first needed.</summary>
    public IReadOnlyList<Func<float[]>> Looks(FaceCrop crop, Func<ThermalCut, float[]>[] views)
    {
        if (_image is not null) return [() => Array.ConvertAll(FaceAligner.Crop(_image, crop, Side, outside: 128).Pixels, v => v / 127.5f - 1)];
        var cut = new Lazy<ThermalCut>(() => new ThermalCut(FaceAligner.Crop(_values, Width, Height, crop, Side, _fill)));
        return [.. views.Select(view => (Func<float[]>)(() => Triple(view(cut.Value))))];
    }

    /// <summary>
    /// The face is warmer than what lies around it (its warm quarter: spectacles and noses are cold); null when too little of the surroundings is
    /// in the frame.
    /// </summary>
    public bool? IsWarmer(FaceBox box)
    {
        const float warmQuarter = 75, half = 50, inner = 0.3f, outer = 0.65f;
        if (!IsThermal) return null;
        List<float> inside = [], outside = [];
        float cx = box.X + box.Width / 2, cy = box.Y + box.Height / 2;
        int top = Math.Max(0, (int)(cy - box.Height)), bottom = Math.Min(Height, (int)(cy + box.Height));
        int left = Math.Max(0, (int)(cx - box.Width)), right = Math.Min(Width, (int)(cx + box.Width));
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                float far = Math.Max(Math.Abs(x - cx) / box.Width, Math.Abs(y - cy) / box.Height);
                if (far < inner) inside.Add(_values[y * Width + x]);
                else if (far > outer) outside.Add(_values[y * Width + x]);
            }
        }
        if (inside.Count == 0 || outside.Count < inside.Count) return null;
        return Percentile(inside, warmQuarter) > Percentile(outside, half);
    }

    private static float Percentile(List<float> values, float percentile) => ThermalNormalizer.Percentiles([.. values], percentile, percentile).Low;

    private static float[] Triple(float[] grey)
    {
        var result = new float[grey.Length * 3];
        for (int i = 0; i < grey.Length; i++) result[3 * i] = result[3 * i + 1] = result[3 * i + 2] = grey[i];
        return result;
    }
}
