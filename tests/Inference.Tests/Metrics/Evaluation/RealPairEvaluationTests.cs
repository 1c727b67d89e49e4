using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Metrics;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Tests.Shared;

namespace ThermalPortal.Inference.Tests.Metrics.Evaluation;

public sealed class RealPairEvaluationTests
{
    private static float[] At(double degrees) => [(float)Math.Cos(degrees * Math.PI / 180), (float)Math.Sin(degrees * Math.PI / 180)];

    [Fact]
    public void Compare_ByHand_SeparatesPartnersAndStrangers()
    {
        float[][] truth = [At(0), At(10), At(90)];
        float[][] probes = [At(0), At(70), At(90)]; // the second lies nearer the stranger
        var scores = RealPairEvaluation.Compare("x", probes, truth, ["a", "a", "b"], ownPartner: true);
        Assert.Equal((1 + Math.Cos(Math.PI / 3) + 1) / 3, scores.Genuine, 1e-6);
        Assert.Equal(2.0 / 3, scores.RankOne, 1e-9);
        Assert.Equal((3, 2), (scores.Probes, scores.People));
        Assert.Equal([1, .5, 1], scores.Own!.Select(own => Math.Round(own, 6)));
        Assert.Equal(.5, scores.AboveImpostors); // impostors reach cos 20 = .94: a's mean is .75, b's 1
    }

    [Fact]
    public void Compare_WithoutTheOwnPartner_LeavesOutPeopleSeenOnce()
    {
        float[][] truth = [At(0), At(10), At(90)];
        var scores = RealPairEvaluation.Compare("ceiling", truth, truth, ["a", "a", "b"], ownPartner: false);
        Assert.Equal(Math.Cos(Math.PI / 18), scores.Genuine, 1e-6);
        Assert.Equal((1.0, 2), (scores.RankOne, scores.Probes));
        Assert.Null(scores.Own);
    }

    [Fact]
    public void Run_RealPairs_TruePicturesAreRecognisedAndRawThermalIsNot()
    {
        using var judge = new IdentityJudge(SharedData.Path("models", "mobilefacenet_foamliu_apache2", "MobileFaceNet.onnx"));
        using var detector = new FaceDetector(SharedData.Path("models", "blazeface_apache2", "face_detection_back_256x256_barracuda.onnx"));
        var (report, sheet) = RealPairEvaluation.Run(
            SharedData.Path("real-pairs"), [], detector, judge, new EvaluationOptions(), cancellationToken: TestContext.Current.CancellationToken);
        var (ceiling, floor) = (report.Systems[0], report.Systems[1]);
        Assert.Equal(12, report.Pairs);
        Assert.Equal((2 * 130 - 2, 12 * 130 - 2), (sheet.Width, sheet.Height)); // thermal | true
        Assert.True(ceiling.Genuine > ceiling.Impostor + .3, $"{ceiling}");
        Assert.True(floor.Genuine < ceiling.Genuine, $"{floor}");
    }
}
