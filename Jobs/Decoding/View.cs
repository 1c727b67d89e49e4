using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Quality;
using ThermalPortal.Inference.Thermal;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>Makes what people look at of a stored picture, and measures it. Runs in the decoder process.</summary>
internal sealed class View(Func<FaceDetector> detector)
{
    private const int PictureSide = 1600;

    public ViewReply Make(ViewRequest request, CancellationToken cancellationToken)
    {
        var frame = request.Thermal || !request.AsIs ? (Inspection.Read(request.File, cancellationToken) as ThermalReadResult.Accepted)?.Frame : null;
        var shown = request.AsIs ? RgbImageReader.Read(File.ReadAllBytes(request.File), out _, cancellationToken) : null;
        shown ??= frame is null ? null : ThermalPalette.Iron.Render(frame);
        var (width, height) = (frame?.Width ?? shown?.Width ?? 0, frame?.Height ?? shown?.Height ?? 0);
        shown = shown is null ? null : Thumbnail.Within(shown, PictureSide); // the largest photographs fill most of the process's memory
        return new ViewReply(
            shown is null ? null : Written("thumbnail.webp", Thumbnail.Webp(shown)),
            request.Thermal ? frame is null ? null : Written("frame.png", ThermalFramePng.Encode(frame)) : shown is null ? null : Written("picture.webp", Thumbnail.Webp(shown, PictureSide)),
            frame is not null ? PictureMeasure.Of(frame, detector(), cancellationToken)
                : shown is not null ? PictureMeasure.Of(shown, detector(), cancellationToken) : null,
            width, height, frame is null && shown is not null ? (float)width / shown.Width : 1, Camera(frame), Reading(frame));

        static CameraScene? Camera(ThermalFrame? frame) => frame is { Unit: ThermalUnit.Celsius, Planck: { IsComplete: true } planck, Scene: { } scene }
            ? new CameraScene(planck.R1, planck.R2, planck.B, planck.F, planck.O) { Emissivity = scene.Emissivity, Reflected = scene.Reflected } : null;

        static FrameReading? Reading(ThermalFrame? frame) => frame is { Scale: { } scale, StoredMedian: { } median } ? new FrameReading(frame.Format, Enum.Parse<TemperatureScale>(scale.ToString()), frame.ScaleGuessed, median) : null;

        string Written(string name, byte[] bytes)
        {
            var path = Path.Combine(request.Folder, name);
            File.WriteAllBytes(path, bytes);
            return path;
        }
    }
}
