using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Datasets.Scales;

/// <summary>With which scale a thermal picture is shown: what people said goes before what was read.</summary>
/// <param name="Reading">How the file was read.</param>
/// <param name="Shown">The scale it is shown with.</param>
/// <param name="Guessed">Nobody has confirmed it yet.</param>
public sealed record CaptureScale(FrameReading Reading, TemperatureScale Shown, bool Guessed)
{
    /// <summary>Null: the picture was not read yet, is no thermal one, or its numbers have no scale that could be another (cameras with a calibration, 8-bit pictures).</summary>
    public static CaptureScale? Of(Capture capture)
    {
        if (capture.Reading() is not { } reading) return null;
        var said = capture.SceneEdit?.Scale;
        // A manifest may say what cannot be; degrees are not shown for it.
        return new CaptureScale(reading, said is { } scale && !scale.IsPlausible(reading.Median) ? TemperatureScale.Counts : said ?? reading.Scale, reading.Guessed && said is null);
    }

    /// <summary>What may be claimed about a picture's values; its file has to be loaded.</summary>
    public static RadiometryBadge? BadgeOf(Capture capture) =>
        Of(capture) is not { } scale ? capture.Item?.Badge : scale.Shown == TemperatureScale.Counts ? RadiometryBadge.RawCounts : RadiometryBadge.RadiometricC;

    /// <summary>Degrees Celsius are shown, and nobody has said that they are right.</summary>
    public bool GuessedDegrees => Guessed && Shown != TemperatureScale.Counts;

    /// <summary>From a value as it was read to the value shown: Gain v + Offset; null: they are the same.</summary>
    public (double Gain, double Offset)? FromRead()
    {
        if (Shown == Reading.Scale) return null;
        var ((was, wasOffset), (now, nowOffset)) = (Reading.Scale.Linear(), Shown.Linear());
        return (now / was, nowOffset - now / was * wasOffset);
    }
}
