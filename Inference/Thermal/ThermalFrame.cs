namespace ThermalPortal.Inference.Thermal;

/// <summary>One thermal picture as numbers: the form everything after the readers works on.</summary>
public sealed class ThermalFrame
{
    /// <summary>Version of the readers; raised when a reader's numbers change.</summary>
    public const int CurrentReaderVersion = 2;

    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>Width x Height values, row by row, in <see cref="Unit"/>; always finite; larger is warmer.</summary>
    public required float[] Values { get; init; }

    /// <summary>Meaning of <see cref="Values"/>.</summary>
    public required ThermalUnit Unit { get; init; }

    /// <summary>What may be claimed about the values.</summary>
    public required RadiometryBadge Badge { get; init; }

    /// <summary>Short name of the format that was recognised, for example <c>flir-rjpeg</c> or <c>png-16</c>.</summary>
    public required string Format { get; init; }

    /// <summary>SHA-256 of the source bytes, lower-case hex.</summary>
    public string SourceSha256 { get; init; } = "";

    /// <summary>Version of the reader that made the frame.</summary>
    public int ReaderVersion { get; init; } = CurrentReaderVersion;

    /// <summary>Camera model as stored in the file; never a serial number.</summary>
    public string? Camera { get; init; }

    /// <summary>Scale that was applied to linear data; null for palettes, 8-bit pictures and Planck cameras.</summary>
    public ThermalScale? Scale { get; init; }

    /// <summary>Nobody declared <see cref="Scale"/> and the format does not imply it: it was chosen by the median alone, and a person should confirm it.</summary>
    public bool ScaleGuessed { get; init; }

    /// <summary>Median of the numbers as stored, before any scale; null where another scale cannot apply (Planck cameras, palettes, 8-bit pictures, closed formats).</summary>
    public float? StoredMedian { get; init; }

    /// <summary>Name of the palette that was inverted, if one was.</summary>
    public string? Palette { get; init; }

    /// <summary>Raw counts of a radiometric camera, kept so that parameters can be edited later.</summary>
    public ushort[]? Raw { get; init; }

    /// <summary>Calibration of a radiometric camera.</summary>
    public PlanckConstants? Planck { get; init; }

    /// <summary>Scene parameters stored by the camera.</summary>
    public SceneParameters? Scene { get; init; }

    /// <summary>Constants of the camera's model of the air.</summary>
    public AirConstants? Air { get; init; }

    /// <summary>Visible photograph stored inside the file (JPEG or PNG bytes), unaligned.</summary>
    public byte[]? EmbeddedVisible { get; init; }

    /// <summary>Pages in the file; 1 for all but multi-page TIFF.</summary>
    public int PageCount { get; init; } = 1;

    /// <summary>Remarks for the uploader; empty when all is well.</summary>
    public IReadOnlyList<ThermalWarning> Warnings { get; init; } = [];

    /// <summary>Value at a pixel.</summary>
    public float this[int x, int y] => Values[y * Width + x];

    /// <summary>The same frame with other values (white-hot for black-hot, an edited emissivity).</summary>
    public ThermalFrame With(float[] values, IReadOnlyList<ThermalWarning>? warnings = null, int? pageCount = null) => new()
    {
        Width = Width, Height = Height, Values = values, Unit = Unit, Badge = Badge, Format = Format, SourceSha256 = SourceSha256,
        ReaderVersion = ReaderVersion, Camera = Camera, Scale = Scale, ScaleGuessed = ScaleGuessed, StoredMedian = StoredMedian, Palette = Palette, Raw = Raw, Planck = Planck, Scene = Scene,
        Air = Air, EmbeddedVisible = EmbeddedVisible, PageCount = pageCount ?? PageCount, Warnings = warnings ?? Warnings,
    };
}
