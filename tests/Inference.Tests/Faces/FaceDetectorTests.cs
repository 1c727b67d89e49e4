using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Tests.Thermal;
using ThermalPortal.Inference.Thermal;
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
        var face = Assert.Single(detector.Detect(image!, TestContext.Current.CancellationToken));
        Assert.InRange(face.Score, 0.75f, 1);
        Assert.Equal(58.8f, face.Points[0].X, 6f);                    // eyes as marked in the set's manifest
        Assert.Equal(105.7f, face.Points[1].X, 6f);
    }

    [Theory]
    [InlineData("synthetic", "thermal", "s00000_1.png")]
    [InlineData("portraits", "thermal", "p0001_a.png")]
    [InlineData("thermal-faces", "puj", "T360_S01_010.tiff")]
    [InlineData("real-pairs", "time2_thr.png", "")]
    [InlineData("thermal-files", "irimage_07_-_BillHotFlashThermography.jpg", "")]
    public void Detect_ThermalFace_IsUsedWithoutAsking(string set, string folder, string name)
    {
        using var detector = new FaceDetector(Model);
        string path = set == "thermal-faces" ? Directory.GetFiles(SharedData.Path(set, folder), "T360*").Order().First()
            : SharedData.Path([.. new[] { set, folder, name }.Where(p => p.Length > 0)]);
        var frame = Verdicts.Accept(File.ReadAllBytes(path));
        var face = Assert.Single(detector.Choose(detector.Detect(frame, TestContext.Current.CancellationToken)));
        Assert.InRange(face.Score, 0.75f, 1);
        Assert.False(face.LooksBlackHot);
    }

    [Fact]
    public void Detect_BlackHotFace_SaysSo()
    {
        using var detector = new FaceDetector(Model);
        var frame = Verdicts.Accept(File.ReadAllBytes(SharedData.Path("portraits", "thermal", "p0001_a.png")));
        var inverted = frame.With(Array.ConvertAll(frame.Values, v => -v));
        var face = detector.Detect(inverted, TestContext.Current.CancellationToken)[0];
        Assert.True(face.LooksBlackHot);
    }

    [Fact]
    public void Detect_TheSameFrameTwice_GivesTheSameNumbers()
    {
        using var detector = new FaceDetector(Model);
        var frame = Verdicts.Accept(File.ReadAllBytes(SharedData.Path("synthetic", "thermal", "s00001_1.png")));
        var first = detector.Detect(frame, TestContext.Current.CancellationToken)[0];
        var second = detector.Detect(frame, TestContext.Current.CancellationToken)[0];
        Assert.Equal(first.Points, second.Points);
        Assert.Equal(first.Score, second.Score);
    }

    [Fact]
    public void Detect_FlatFrame_FindsNothing()
    {
        using var detector = new FaceDetector(Model);
        var frame = new ThermalFrame
        {
            Width = 40, Height = 30, Values = [.. Enumerable.Range(0, 1200).Select(i => i / 1200f)], Unit = ThermalUnit.Relative,
            Badge = RadiometryBadge.Relative8, Format = "test",
        };
        Assert.Empty(detector.Choose(detector.Detect(frame, TestContext.Current.CancellationToken)));
    }

    /// <summary>Marked points of the test split: the crop from found points stays near the crop from marked ones.</summary>
    [Fact]
    public void FromFace_OnMarkedThermalFaces_IsNearTheMarkedCrop()
    {
        using var detector = new FaceDetector(Model);
        var scales = new List<float>();
        foreach (string[] row in File.ReadLines(SharedData.Path("portraits", "manifest.csv")).Skip(1).Select(l => l.Split(',')).Where(r => r[2] == "test").Take(8))
        {
            float[] p = [.. row[16..26].Select(v => float.Parse(v, System.Globalization.CultureInfo.InvariantCulture))];
            var marked = FaceCrop.FromPoints(new(p[0], p[1]), new(p[2], p[3]), new(p[4], p[5]), new((p[6] + p[8]) / 2, (p[7] + p[9]) / 2));
            var frame = Verdicts.Accept(File.ReadAllBytes(SharedData.Path("portraits", row[26])));
            var found = FaceCrop.FromFace(detector.Detect(frame, TestContext.Current.CancellationToken)[0]);
            var centre = FaceAligner.ToCrop(marked, new(found.CentreX, found.CentreY));
            Assert.InRange(centre.X, 0.42f, 0.58f);
            Assert.InRange(centre.Y, 0.42f, 0.58f);
            scales.Add(found.Size / marked.Size);
        }
        Assert.InRange(scales.Order().ElementAt(scales.Count / 2), 0.9f, 1.15f);
    }
}
