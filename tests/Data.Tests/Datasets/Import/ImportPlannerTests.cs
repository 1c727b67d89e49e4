using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Naming;
using ThermalPortal.Data.Datasets.Pairing;

namespace ThermalPortal.Data.Tests.Datasets.Import;

public sealed class ImportPlannerTests
{
    private static ImportFile File(string path, Modality modality = Modality.Unknown, string? hash = null) => new(Guid.NewGuid(), path, modality, hash ?? path);

    [Fact]
    public void Plan_KnownDataSet_ReadsPeopleSessionsAndPairs()
    {
        var plan = ImportPlanner.Plan([.. Enumerable.Range(1, 3).SelectMany(s => new[] { 1, 2, 3 }.Select(stream => File($"train_data/sub_{s}/trial_1/x/{s}_1_1_3_120_{stream}.png")))]);
        Assert.Equal(("SpeakingFaces", 3, 3, 3), (plan.ReadAs, plan.Subjects, plan.Pairing.Pairs.Count, plan.Pairing.Unpaired.Count));
        Assert.All(plan.Pairing.Pairs, p => Assert.EndsWith("_3.png", p.Visible.Path)); // the aligned one
        Assert.All(plan.Items, i => Assert.Equal(("1", "train", "position 3"), (i.Session, i.Split, i.Variation)));
    }

    [Fact]
    public void Plan_Manifest_GoesBeforePathAndFile()
    {
        var plan = ImportPlanner.Plan(
            [File("eva/thermal/1.png", Modality.Visible), File("eva/rgb/1.png"), File("eva/rgb/2.png")],
            new([new() { Path = "eva/rgb/2.png", Pair = "k", Modality = Modality.Visible, Subject = "Eve" }, new() { Path = "EVA/thermal/1.png", Pair = "k", Subject = "Eve" }, new() { Path = "gone.png" }], ["Line 9: x"]));
        var pair = Assert.Single(plan.Pairing.Pairs);
        Assert.Equal(("eva/thermal/1.png", "eva/rgb/2.png", PairRule.Manifest), (pair.Thermal.Path, pair.Visible.Path, pair.Rule));
        Assert.Equal("gone.png", Assert.Single(plan.MissingFiles));
        Assert.Equal("Line 9: x", Assert.Single(plan.ManifestErrors));
        Assert.Equal("Manifest", plan.ReadAs);
        Assert.Equal(["Eve", "eva", "Eve"], plan.Items.Select(i => i.Key.Subject));
    }

    [Fact]
    public void Plan_BytesAlreadyThere_AddNothing()
    {
        ImportFile[] files = [File("a/thermal/1.png", hash: "h1"), File("a/rgb/1.png", hash: "h2"), File("a/rgb/copy.png", hash: "H2")];
        Assert.Equal("a/rgb/1.png", Assert.Single(ImportPlanner.Plan(files).Duplicates).SameAs);
        var again = ImportPlanner.Plan(files, present: new Dictionary<string, string> { ["h1"] = "old/1.png", ["h2"] = "old/2.png" });
        Assert.Empty(again.Items);
        Assert.Equal(["old/1.png", "old/2.png", "old/2.png"], again.Duplicates.Select(d => d.SameAs));
    }

    [Fact]
    public void Plan_NamingOfTheUser_IsUsed()
    {
        var naming = new NamingChoice(new PatternNaming(@"^(?<mod>ir|rgb)(?<key>\d+)_(?<subject>\w+)\.png$"), "", 2, 2);
        var plan = ImportPlanner.Plan([File("ir7_eva.png"), File("rgb7_eva.png")], naming: naming);
        Assert.Equal(("Your pattern", 1, 1), (plan.ReadAs, plan.Subjects, plan.Pairing.Pairs.Count));
    }

    [Fact]
    public void Plan_PartnerImportedBefore_IsFound()
    {
        var waiting = new PairingItem { Id = Guid.NewGuid(), Modality = Modality.Visible, Path = "eva/rgb/1.png", NamingKey = "eva/1", Subject = "eva" };
        var plan = ImportPlanner.Plan([File("eva/thermal/1.png"), File("eva/rgb/2.png")], waiting: [waiting]);
        Assert.Equal(waiting, Assert.Single(plan.Pairing.Pairs).Visible);
        Assert.Equal(2, plan.Items.Count);
    }

    [Fact]
    public void Plan_Nothing_IsEmpty()
    {
        var plan = ImportPlanner.Plan([]);
        Assert.Equal((null, 0, 0), (plan.ReadAs, plan.Items.Count, plan.Subjects));
    }
}
