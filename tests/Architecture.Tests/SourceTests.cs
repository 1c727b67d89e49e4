using System.Text.RegularExpressions;

namespace ThermalPortal.Architecture.Tests;

/// <summary>Rules of the house that can be read off the text.</summary>
public sealed partial class SourceTests
{
    /// <summary>Files named after the feature instead of their type, and why.</summary>
    private static readonly Dictionary<string, string> _otherName = new()
    {
        ["Web/Program.cs"] = "top-level statements",
        ["Jobs/Program.cs"] = "top-level statements",
        ["Jobs/Decoding/DecoderMessages.cs"] = "the records of one protocol, read together",
        ["Jobs/Engine/EngineMessages.cs"] = "the records of one protocol, read together",
        ["Jobs/Engine/EngineExceptions.cs"] = "the ways an engine call can end, read together",
    };

    [Fact]
    public void Tests_Skip_IsNowhere() =>
        Assert.DoesNotContain(Repository.Files(["tests"], ".cs"), path => Repository.Lines(path).Any(line => SkippedTest().IsMatch(line)));

    [Fact]
    public void LogMessages_OutsideLog_AreNowhere() => Assert.Empty(
        from path in Repository.Files(Repository.Projects, ".cs")
        where Path.GetFileName(path) != "Log.cs" && Repository.Lines(path).Any(line => line.Contains("[LoggerMessage(", StringComparison.Ordinal))
        select path);

    [Fact]
    public void Files_Name_IsThatOfATypeInside() => Assert.Empty(
        from path in Repository.Files(Repository.Projects, ".cs")
        where !path.Contains("/Migrations/", StringComparison.Ordinal) && !path.EndsWith(".razor.cs", StringComparison.Ordinal) && !_otherName.ContainsKey(path)
        let name = Regex.Escape(Path.GetFileNameWithoutExtension(path).Split('.')[0])
        where !Regex.IsMatch(string.Join('\n', Repository.Lines(path)), $@"\b(class|record|struct|interface|enum|delegate [\w<>\[\]?, ]+)\s+(struct\s+|class\s+)?{name}\b")
        select path);

    [Fact]
    public void Names_ThatSayNothing_AreNowhere() => Assert.DoesNotContain(
        Repository.Files(Repository.Projects, ".cs"), path => EmptyName().IsMatch(Path.GetFileNameWithoutExtension(path)));

    [Fact]
    public void Files_PathsOfTheBuildMachine_AreNowhere()
    {
        string[] paths = [$"{'/'}work{'/'}", $"{'/'}root{'/'}", "../shared"];
        Assert.Empty(
            from path in Repository.Files([.. Repository.Projects, "tests"], ".cs", ".razor", ".csproj", ".json", ".js")
            where Repository.Lines(path).Any(line => paths.Any(bad => line.Contains(bad, StringComparison.Ordinal)))
            where path != "tests/Architecture.Tests/SourceTests.cs"
            select path);
    }

    [Fact]
    public void PackageVersions_OutsideTheCentralFile_AreNowhere() => Assert.DoesNotContain(
        Repository.Files([.. Repository.Projects, "tests"], ".csproj"), path => Repository.Lines(path).Any(line => VersionedPackage().IsMatch(line)));

    [Fact]
    public void LockFile_Addresses_AreNowhere() => Assert.DoesNotContain("https://registry", File.ReadAllText(Path.Combine(Repository.Root, "package-lock.json")), StringComparison.Ordinal);

    [GeneratedRegex(@"\[(Fact|Theory)\b.*\bSkip\s*=")]
    private static partial Regex SkippedTest();

    [GeneratedRegex("(Manager|Helper|Helpers|Utils|Util|Dto|Impl)$")]
    private static partial Regex EmptyName();

    [GeneratedRegex("<PackageReference [^>]*Version=")]
    private static partial Regex VersionedPackage();
}
