using System.Runtime.InteropServices;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>From a thermal file to aligned, normalised faces. Runs in the decoder process.</summary>
internal sealed class Preparation(Func<FaceDetector> detector)
{
    public PrepareReply Prepare(PrepareRequest request, CancellationToken cancellationToken)
    {
        if (Inspection.IsArchive(request.File)) return new PrepareReply { Refusal = ArchiveVerdicts.NotHere };
        switch (Inspection.Read(request.File, cancellationToken))
        {
            case ThermalReadResult.Rejected no:
                return new PrepareReply { Refusal = new Refusal(no.Code, no.Reason, no.Advice) };
            case ThermalReadResult.Accepted { Frame: var frame }:
                string preview = Path.Combine(request.Folder, "preview.png");
                File.WriteAllBytes(preview, ThermalPreview.Png(frame));
                var (upright, crops) = Crops(frame, request, cancellationToken);
                List<PreparedFace> faces = [.. crops.Select((crop, i) => Write(upright, crop, request, i)).OfType<PreparedFace>()];
                return new PrepareReply
                {
                    PreviewFile = preview,
                    Faces = faces,
                    Refusal = faces.Count > 0 ? null : crops.Count > 0 ? Verdicts.EmptyCrop : Verdicts.NoFace,
                };
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is no verdict.");
        }
    }

    private (ThermalFrame Frame, IReadOnlyList<FaceCrop> Crops) Crops(
        ThermalFrame frame, PrepareRequest request, CancellationToken cancellationToken)
    {
        if (request.Rectangle is { } r)
            return (frame, [FaceCrop.Manual((float)r.X, (float)r.Y, (float)r.Width, (float)r.Height, (float)r.AngleDegrees)]);
        if (request.Crop == Data.Translations.CropMode.None) return (frame, [FaceCrop.Whole(frame.Width, frame.Height)]);
        var finder = detector();
        var faces = finder.Choose(finder.Detect(frame, cancellationToken));
        bool blackHot = frame.Unit == ThermalUnit.Relative && faces.Count > 0 && faces.All(f => f.LooksBlackHot);
        return (blackHot ? Inverted(frame) : frame, [.. faces.Select(FaceCrop.FromFace)]);
    }

    private static PreparedFace? Write(ThermalFrame frame, FaceCrop crop, PrepareRequest request, int index)
    {
        float[] values = FaceAligner.Crop(frame, crop, request.Side);
        if (ThermalNormalizer.Normalize(values, frame.Unit, request.Normalization) is not { } normal) return null;
        string thermal = Path.Combine(request.Folder, $"face{index}.f32"), aligned = Path.Combine(request.Folder, $"face{index}.png");
        File.WriteAllBytes(thermal, MemoryMarshal.AsBytes(normal.Values.AsSpan()));
        byte[] grey = Array.ConvertAll(normal.Values, v => (byte)((v + 1) * 127.5f + 0.5f));
        File.WriteAllBytes(aligned, PngWriter.Grey8(request.Side, request.Side, grey));
        return new PreparedFace(
            new CropSquare(crop.X, crop.Y, crop.Size, crop.Size, crop.AngleDegrees), thermal, aligned, normal.Calibrated);
    }

    private static ThermalFrame Inverted(ThermalFrame frame) => frame.With(Array.ConvertAll(frame.Values, v => 255 - v));
}
