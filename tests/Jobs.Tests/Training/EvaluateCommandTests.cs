using ThermalPortal.Jobs.Training;

namespace ThermalPortal.Jobs.Tests.Training;

public sealed class EvaluateCommandTests
{
    [Theory]
    [InlineData("--baseline plain=. other=.", null)]
    [InlineData("--baseline .", "--baseline takes NAME=FOLDER, not .")]
    [InlineData("--baseline plain=. plain=..", "two folders of the name plain")]
    [InlineData("--made =.", "--made takes NAME=FOLDER, not =.")]
    public void Parse_NamedFolders_AreRefusedInWords(string options, string? error)
    {
        var errors = EvaluateCommand.Create().Parse(["--model", ".", "-o", "out", .. options.Split(' ')]).Errors.Select(e => e.Message).ToArray();
        if (error is null)
            Assert.Empty(errors);
        else
            Assert.Contains(error, Assert.Single(errors), StringComparison.Ordinal);
    }
}
