using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Tests.Thermal;
using ThermalPortal.Tests.Shared;

namespace ThermalPortal.Inference.Tests.Faces;

public sealed class FaceDetectorTests
{
    private static string Model => SharedData.Path("models", "blazeface_apache2", "face_detection_back_256x256_barracuda.onnx");

    [Fact]
    public void Detect_SyntheticVisible_FindsTheFace()
    {
        using var detector = new FaceDetector(Model);
        var image = RgbImageReader.Read(File.ReadAllBytes(SharedData.Path("synthetic", "visible", "s00000_1.jpg")), out _);
        var face = Assert.Single(detector.Detect(image!));
        Assert.InRange(face.Score, 0.75f, 1);
    }

    [Fact]
    public void Detect_SyntheticThermal_FindsTheFace()
    {
        using var detector = new FaceDetector(Model);
        var frame = Verdicts.Accept(File.ReadAllBytes(SharedData.Path("synthetic", "thermal", "s00000_1.png")));
        var face = Assert.Single(detector.Detect(frame));
        Assert.InRange(face.Points[0].X, 50, 68);
        Assert.InRange(face.Points[1].X, 95, 115);
    }
}
