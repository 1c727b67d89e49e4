using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Pairing;

namespace ThermalPortal.Data.Tests.Datasets.Pairing;

public sealed class PairMatcherTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static PairingItem Thermal(string path) => new() { Id = Guid.NewGuid(), Modality = Modality.Thermal, Path = path };

    private static PairingItem Visible(string path) => new() { Id = Guid.NewGuid(), Modality = Modality.Visible, Path = path };

    [Fact]
    public void Match_EachRule_MakesItsPairAndSaysSo()
    {
        var t = Thermal("flir.jpg");
        PairingItem[] items =
        [
            Thermal("x/1.tiff") with { ManifestKey = "m" }, Visible("y/9.png") with { ManifestKey = "M" },
            Thermal("x/2.tiff") with { NamingKey = "k" }, Visible("y/8.png") with { NamingKey = "k" },
            Thermal("z/3.tiff"), Visible("z/3.jpg"),
            t, Visible("photo") with { EmbeddedIn = t.Id },
            Thermal("a.tiff") with { CapturedAt = Noon }, Visible("b.png") with { CapturedAt = Noon.AddMilliseconds(40) },
            Thermal("alone.tiff"), Visible("dark.png") with { Exclude = "black" }, new() { Id = Guid.NewGuid(), Modality = Modality.Unknown, Path = "what.png" },
        ];
        var result = PairMatcher.Match(items);
        Assert.Equal([PairRule.Manifest, PairRule.NamingKey, PairRule.SameName, PairRule.EmbeddedPhoto, PairRule.CaptureTime], result.Pairs.Select(p => p.Rule));
        Assert.All(result.Pairs, p => Assert.Equal((Modality.Thermal, Modality.Visible), (p.Thermal.Modality, p.Visible.Modality)));
        Assert.Equal(["alone.tiff", "what.png"], result.Unpaired.Select(i => i.Path));
        Assert.Equal("dark.png", Assert.Single(result.Excluded).Path);
        Assert.Empty(result.Ambiguous);
        Assert.Equal(items.Length, 2 * result.Pairs.Count + result.Unpaired.Count + result.Excluded.Count);
    }

    [Fact]
    public void Match_TwoCandidatesForAKey_AreLeftToAPerson()
    {
        var result = PairMatcher.Match([Thermal("a.tiff") with { NamingKey = "k" }, Visible("1.png") with { NamingKey = "k" }, Visible("2.png") with { NamingKey = "k" }]);
        Assert.Empty(result.Pairs);
        var group = Assert.Single(result.Ambiguous);
        Assert.Equal(3, group.Items.Count);
        Assert.Contains("1 thermal and 2 visible", group.Reason);
    }

    [Fact]
    public void Match_PreferredPartner_IsTakenAndTheOtherStaysUnpaired()
    {
        var result = PairMatcher.Match([Thermal("t") with { NamingKey = "k" }, Visible("raw") with { NamingKey = "k", Preference = 1 }, Visible("aligned") with { NamingKey = "k" }]);
        Assert.Equal("aligned", Assert.Single(result.Pairs).Visible.Path);
        Assert.Equal("raw", Assert.Single(result.Unpaired).Path);
    }

    [Fact]
    public void Match_SameKeyOfTwoPeople_IsNoPair()
    {
        var result = PairMatcher.Match([Thermal("t") with { NamingKey = "k", Subject = "eva" }, Visible("v") with { NamingKey = "k", Subject = "ian" }]);
        Assert.Empty(result.Pairs);
        Assert.Contains("eva and ian", Assert.Single(result.Ambiguous).Reason);
    }

    [Fact]
    public void Match_Times_TakesMutualNearestOfOneSubjectWithinTheTolerance()
    {
        PairingItem At(PairingItem item, double ms, string? subject = null) => item with { CapturedAt = Noon.AddMilliseconds(ms), Subject = subject };
        var result = PairMatcher.Match(
        [
            At(Thermal("t1"), 0), At(Visible("v1"), 30), At(Visible("v2"), 63), At(Thermal("t2"), 66), // 30 frames a second against 15
            At(Thermal("t3"), 1000, "eva"), At(Visible("v3"), 1001, "ian"),                             // two people
            At(Thermal("t4"), 5000), At(Visible("v4"), 5101),                                           // too far
            At(Thermal("t5"), 9000), At(Visible("v5"), 8990), At(Visible("v6"), 9010),                  // a tie
            At(Thermal("t6"), 20000), At(Thermal("t7"), 20000), At(Visible("v7"), 20010),               // two claim one
        ]);
        Assert.Equal(["t1 v1", "t2 v2"], result.Pairs.Select(p => $"{p.Thermal.Path} {p.Visible.Path}"));
        Assert.Equal(["t5 v5 v6", "t6 t7 v7"], result.Ambiguous.Select(g => string.Join(' ', g.Items.Select(i => i.Path))));
        Assert.Equal(["t3", "t4", "v3", "v4"], result.Unpaired.Select(i => i.Path).Order());
    }

    [Fact]
    public void Match_ManyPictures_PairsEveryOneOnce()
    {
        var items = Enumerable.Range(0, 10_000).SelectMany(i => new[]
        {
            Thermal($"s{i % 100}/t{i}.png") with { NamingKey = i % 2 == 0 ? $"k{i}" : null, CapturedAt = Noon.AddSeconds(i), Subject = $"s{i % 100}" },
            Visible($"s{i % 100}/v{i}.png") with { NamingKey = i % 2 == 0 ? $"k{i}" : null, CapturedAt = Noon.AddSeconds(i + 0.05), Subject = $"s{i % 100}" },
        }).ToArray();
        var result = PairMatcher.Match(items);
        Assert.Equal((5000, 5000), (result.Pairs.Count(p => p.Rule == PairRule.NamingKey), result.Pairs.Count(p => p.Rule == PairRule.CaptureTime)));
        Assert.All(result.Pairs, p => Assert.Equal(p.Thermal.Path.Replace("/t", "/v", StringComparison.Ordinal), p.Visible.Path));
    }
}
