namespace ThermalPortal.Inference.Faces;

/// <summary>Maps output pixels of a crop to sample positions in the input.</summary>
internal readonly struct CropMap
{
    private const int MostSamples = 16;
    private readonly float _originX, _originY, _stepX, _stepY;

    public CropMap(FaceCrop crop, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (!(crop.Size > 0) || !float.IsFinite(crop.CentreX + crop.CentreY + crop.Size + crop.AngleDegrees))
            throw new ArgumentException($"{crop} is no usable square.", nameof(crop));
        float radians = crop.AngleDegrees * MathF.PI / 180, step = crop.Size / size;
        Samples = Math.Clamp((int)MathF.Ceiling(step - 0.01f), 1, MostSamples);
        _stepX = step * MathF.Cos(radians);
        _stepY = step * MathF.Sin(radians);
        _originX = crop.CentreX - size / 2f * (_stepX - _stepY);
        _originY = crop.CentreY - size / 2f * (_stepY + _stepX);
    }

    /// <summary>Samples along one side of an output pixel: 1 when enlarging.</summary>
    public int Samples { get; }

    /// <summary>Input position of sample <paramref name="k"/> of output pixel (x, y).</summary>
    public ImagePoint Source(int x, int y, int k)
    {
        float u = x + (k % Samples + 0.5f) / Samples, v = y + (k / Samples + 0.5f) / Samples;
        return new ImagePoint(_originX + u * _stepX - v * _stepY, _originY + u * _stepY + v * _stepX);
    }
}
