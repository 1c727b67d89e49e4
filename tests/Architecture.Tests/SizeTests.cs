namespace ThermalPortal.Architecture.Tests;

/// <summary>Files stay small enough to read at one go: 200 lines of C#, 120 of Razor.</summary>
public sealed class SizeTests
{
    private const int CSharp = 200;
    private const int Razor = 120;

    /// <summary>Longer files: how long they may be, and why.</summary>
    private static readonly Dictionary<string, (int Lines, string Reason)> _longer = [];

    [Fact]
    public void Files_Lines_AreWithinTheLimit()
    {
        var tooLong =
            from path in Repository.Files([.. Repository.Projects, "tests"], ".cs", ".razor")
            where !path.Contains("/Migrations/", StringComparison.Ordinal)
            let limit = _longer.TryGetValue(path, out var exception) ? exception.Lines : path.EndsWith(".razor", StringComparison.Ordinal) ? Razor : CSharp
            let lines = Repository.Lines(path).Length
            where lines > limit
            select $"{path}: {lines} lines, {limit} allowed";
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Exceptions_StillNeeded_HaveAReason() => Assert.All(_longer, entry =>
    {
        Assert.NotEmpty(entry.Value.Reason);
        var lines = Repository.Lines(entry.Key).Length;
        Assert.True(lines > (entry.Key.EndsWith(".razor", StringComparison.Ordinal) ? Razor : CSharp), $"{entry.Key} is short now: take it off the list.");
    });
}
