using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Thermal;

/// <summary>Radiometric JPEG of FLIR cameras, and of the DJI XT2 and XTR, which write the same container little-endian.</summary>
internal static class FlirJpegReader
{
    /// <summary>Null when the file has FLIR segments but no raw pixels: then it is a plain picture.</summary>
    public static ThermalFrame? Read(ReadContext context, IReadOnlyList<JpegSegment> segments)
    {
        var records = FlirFile.Records(FlirSegments.Join(context.Bytes, segments));
        var raw = records.FirstOrDefault(r => r.Type == FlirRecord.RawPixels);
        if (raw.Type == 0) return null;
        var infos = records.Where(r => r.Type == FlirRecord.CameraInfo).Select(FlirCameraInfo.Read).OfType<FlirCameraInfo>();
        var camera = infos.FirstOrDefault();
        var pixels = FlirRawBlock.Read(context, raw, camera);
        var counts = (ushort[])pixels.Samples;
        float[]? celsius = Celsius(context, counts, camera);
        return new ThermalFrame
        {
            Width = pixels.Width, Height = pixels.Height, Values = celsius ?? Array.ConvertAll(counts, v => (float)v),
            Unit = celsius is null ? ThermalUnit.Counts : ThermalUnit.Celsius,
            Badge = celsius is null ? RadiometryBadge.RawCounts : RadiometryBadge.RadiometricC,
            Format = "flir-rjpeg", SourceSha256 = context.Sha256, Camera = camera?.Model ?? context.Options.Camera, Raw = counts,
            Planck = camera?.Planck, Scene = camera?.Scene, Air = camera?.Air, EmbeddedVisible = Photo(context, records), Warnings = context.Warnings,
        };
    }

    private static float[]? Celsius(ReadContext context, ushort[] counts, FlirCameraInfo? camera)
    {
        const string Kept = "so the values stay counts without a unit.";
        if (camera is null)
        {
            context.Warn("no-calibration", "The file holds no camera calibration, " + Kept);
            return null;
        }
        if (!camera.Planck.IsComplete)
        {
            context.Warn("no-calibration", "The camera's calibration constants are missing or not numbers, " + Kept);
            return null;
        }
        if (IsWithoutRadiometry(camera.Model))
        {
            context.Warn("no-radiometry", $"The {camera.Model} does not measure temperatures, {Kept}");
            return null;
        }
        var values = Radiometry.Temperatures(counts, camera.Planck, camera.Scene, camera.Air, context.Options.Temperature);
        float median = Plausibility.Median(values);
        if (Plausibility.IsPlausible(median)) return values;
        context.Warn("implausible", $"The calibration gives a median of {median:0.0} C, which cannot be, {Kept}");
        return null;
    }

    /// <summary>Vue Pro without the R has constants in its files but no calibration behind them.</summary>
    private static bool IsWithoutRadiometry(string? model) =>
        model is not null && model.StartsWith("Vue Pro", StringComparison.OrdinalIgnoreCase)
        && !model.StartsWith("Vue Pro R", StringComparison.OrdinalIgnoreCase);

    private static byte[]? Photo(ReadContext context, List<FlirRecord> records)
    {
        const int PayloadAt = 0x20;
        var photo = records.FirstOrDefault(r => r.Type == FlirRecord.EmbeddedPhoto);
        if (photo.Type == 0) return null;
        var bytes = photo.Data.Length > PayloadAt ? photo.Data[PayloadAt..] : default;
        if (ImageHeader.Recognise(bytes.Span) is ImageFormat.Jpeg or ImageFormat.Png) return bytes.ToArray();
        context.Repaired("photo-damaged", "The photo that the camera put inside the file is damaged, or of a kind this portal does not know.");
        return null;
    }
}
