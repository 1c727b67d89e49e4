namespace ThermalPortal.Inference.Thermal;

/// <summary>What the uploader declares about a file. Everything is optional.</summary>
public sealed record ThermalReadOptions
{
    /// <summary>Declared scale of 16-bit or float data; null = guess, and keep counts when the guess is not safe.</summary>
    public ThermalScale? Scale { get; init; }

    /// <summary>Declared camera, for example "Lepton 3.5" or "P2 Pro": chooses the scale when <see cref="Scale"/> is null.</summary>
    public string? Camera { get; init; }

    /// <summary>Declared polarity of relative pictures.</summary>
    public ThermalPolarity Polarity { get; init; } = ThermalPolarity.Auto;

    /// <summary>Correction applied to radiometric counts.</summary>
    public TemperatureModel Temperature { get; init; } = TemperatureModel.Apparent;

    /// <summary>Ignore radiometric blocks and read the plain picture as relative (offered after a damaged radiometric file).</summary>
    public bool PictureOnly { get; init; }

    /// <summary>Exchange the bytes of 16-bit values: some programs write the wrong order.</summary>
    public bool SwapBytes { get; init; }

    /// <summary>Page of a multi-page TIFF, from 0.</summary>
    public int Page { get; init; }

    /// <summary>Longest time one file may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
