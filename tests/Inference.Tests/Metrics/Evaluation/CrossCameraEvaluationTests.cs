using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Tests.Shared;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

public sealed class CrossCameraEvaluationTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Read_FilesOfTwoCameras_TellsCameraAndPerson()
    {
        foreach (var name in new[] { "T360_S01_003.tiff", "FONE_S01_9_b.tiff", "FONE_S02_001.tiff", "LICENSE", "README_T360.md" })
            File.WriteAllText(Path.Combine(_root, name), "");
        Assert.Equal([("FONE", "S01"), ("FONE", "S02"), ("T360", "S01")], ThermalFace.Read(_root).Select(f => (f.Camera, f.Person)));
    }

    [Fact]
    public void Read_NobodySeenTwice_SaysHowToNameFiles()
    {
        foreach (var name in new[] { "T360_S01_003.tiff", "FONE_S02_001.tiff" })
            File.WriteAllText(Path.Combine(_root, name), "");
        Assert.Contains("CAMERA_PERSON_NUMBER", Assert.Throws<InvalidDataException>(() => ThermalFace.Read(_root)).Message);
    }

    [Fact]
    public void Run_RealHeat_TellsWhetherPeopleStayApart()
    {
        using var judge = new IdentityJudge(SharedData.Path("models", "mobilefacenet_foamliu_apache2", "MobileFaceNet.onnx"));
        using var detector = new FaceDetector(SharedData.Path("models", "blazeface_apache2", "face_detection_back_256x256_barracuda.onnx"));
        string[] people = ["S01", "S03", "S05"];
        foreach (var file in Directory.GetFiles(SharedData.Path("thermal-faces", "puj"), "*.tiff").GroupBy(f => Path.GetFileName(f)[..8]).Where(g => people.Contains(g.Key[5..])).SelectMany(g => g.Order(StringComparer.Ordinal).Take(2)))
            File.Copy(file, Path.Combine(_root, Path.GetFileName(file)));
        File.Copy(Directory.GetFiles(SharedData.Path("thermal-faces", "puj"), "FONE_S07*")[0], Path.Combine(_root, "FONE_S07_1.tiff")); // nobody else saw S07: left out
        RgbImage Flat(int colour) => new(128, 128, [.. Enumerable.Range(0, 3 * 128 * 128).Select(i => (byte)(i % 3 == colour ? 200 : 30))]);
        NamedTranslator System(string name, Func<EvaluationInput, RgbImage> make) => new(name, (inputs, _) => [.. inputs.Select(make)]);
        NamedTranslator[] systems = [System("a colour for each person", i => Flat((int)(i.Seed - (i.Seed > 7 ? 8 : 1)) / 2)), System("one colour", _ => Flat(0)), System("grey", i => i.Grey())]; // seeds count the files
        var (reports, sheet) = CrossCameraEvaluation.Run(_root, systems, detector, judge, new EvaluationOptions { Resamples = 50 }, TestContext.Current.CancellationToken);
        Assert.Equal([("FONE", "T360"), ("T360", "FONE")], reports.Select(r => (r.ProbeCamera, Assert.Single(r.GalleryCameras))));
        var report = reports[0];
        Assert.Equal(["a colour for each person", "one colour", "grey", "raw thermal (floor)"], report.Systems.Select(r => r.Name));
        var (known, one, grey, floor) = (report.Systems[0].Identity, report.Systems[1].Identity, report.Systems[2].Identity, report.Systems[3].Identity);
        Assert.Equal((3, 6, 6), (known.People, known.Probes, known.Gallery));
        Assert.Equal((1.0, 1.0, 1.0), (known.RankOne.Value, Math.Round(known.Area.Value, 9), Math.Round(known.GenuineCosine.Value, 5)));
        Assert.Equal(.5, one.Area.Value, 9);
        Assert.Equal(floor.Area, grey.Area);
        Assert.Equal((1.0, 6, 6), (reports[1].Systems[0].Identity.RankOne.Value, reports[1].Systems[0].Identity.Probes, reports[1].Systems[0].Identity.Gallery));
        Assert.Equal((8 * 130 - 2, 3 * 130 - 2), (sheet.Width, sheet.Height)); // thermal and three systems of either camera, a row a person
    }
}
