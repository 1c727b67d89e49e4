using ThermalPortal.Data.Datasets.Splits;

namespace ThermalPortal.Data.Tests.Datasets.Splits;

public sealed class SplitBuilderTests
{
    private static SplitIdentity[] People(int count, Func<int, int>? pairs = null) =>
    [
        .. Enumerable.Range(0, count).Select(i => new SplitIdentity($"p{i}", pairs?.Invoke(i) ?? 5,
            new Dictionary<string, string> { ["sex"] = i * 7 % 10 < 3 ? "female" : "male", ["glasses"] = i * 13 % 11 < 2 ? "clear" : "none" })),
    ];

    [Fact]
    public void Build_ManyPeople_FillsTheSharesByPairs()
    {
        var people = People(400, i => 1 + i % 9);
        var split = SplitBuilder.Build(people, new());
        Assert.Equal(400, split.Count);
        double all = people.Sum(p => p.Pairs);
        double Share(DatasetPart part) => people.Where(p => split[p.Key] == part).Sum(p => p.Pairs) / all;
        Assert.Equal(0.1, Share(DatasetPart.Test), 0.006);
        Assert.Equal(0.1, Share(DatasetPart.Validation), 0.006);
    }

    [Fact]
    public void Build_AnyOrder_IsTheSameAndAnotherSeedIsNot()
    {
        var people = People(60);
        var split = SplitBuilder.Build(people, new() { Balance = ["sex"] });
        Assert.Equal(split.OrderBy(p => p.Key), SplitBuilder.Build(people.Reverse(), new() { Balance = ["sex"] }).OrderBy(p => p.Key));
        Assert.NotEqual(split.OrderBy(p => p.Key), SplitBuilder.Build(people, new() { Balance = ["sex"], Seed = "2" }).OrderBy(p => p.Key));
    }

    [Fact]
    public void Build_Balanced_BringsEveryPartNearTheWhole()
    {
        var people = People(400);
        double Worst(IReadOnlyDictionary<string, DatasetPart> split) => Enum.GetValues<DatasetPart>().Max(part => new[] { ("sex", "female"), ("glasses", "clear") }.Max(value =>
        {
            double Share(IEnumerable<SplitIdentity> some) => some.Average(p => p.Attributes[value.Item1] == value.Item2 ? 1.0 : 0);
            return Math.Abs(Share(people.Where(p => split[p.Key] == part)) - Share(people));
        }));
        var (plain, balanced) = (Worst(SplitBuilder.Build(people, new() { Seed = "3" })), Worst(SplitBuilder.Build(people, new() { Seed = "3", Balance = ["sex", "glasses"] })));
        Assert.True(balanced <= 0.015 && plain > 2 * balanced, $"{plain} {balanced}"); // 40 people: one person is 0.025
    }

    [Fact]
    public void Build_OfficialParts_AreKeptUnlessToldOtherwise()
    {
        SplitIdentity[] people = [.. People(50).Select((p, i) => p with { Official = i < 20 ? DatasetPart.Train : i < 25 ? DatasetPart.Test : null })];
        var kept = SplitBuilder.Build(people, new() { Balance = ["sex"] });
        Assert.All(people.Take(25), p => Assert.Equal(p.Official, kept[p.Key]));
        var free = SplitBuilder.Build(people, new() { KeepOfficial = false });
        Assert.Contains(people.Take(25), p => p.Official != free[p.Key]);
    }

    [Fact]
    public void Build_WrongInput_SaysWhy()
    {
        Assert.Contains("50 %", Assert.Throws<ArgumentException>(() => SplitBuilder.Build([], new() { Test = 0.6 })).Message);
        Assert.Contains("p0", Assert.Throws<ArgumentException>(() => SplitBuilder.Build([.. People(1), .. People(1)], new())).Message);
        Assert.Empty(SplitBuilder.Build([], new()));
    }
}
