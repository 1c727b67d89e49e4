using ThermalPortal.Jobs.Training;

namespace ThermalPortal.Jobs.Tests.Training;

public sealed class AblateCommandTests
{
    [Theory]
    [InlineData("--first-stages", "needs the model they are taken from")]
    [InlineData("--from . --rows plain", "with --first-stages")]
    [InlineData("--first-stages --from . --rows plain", null)]
    [InlineData("--rows plain", null)]
    public void Parse_WhatStartsFromWhat_IsRefusedInWords(string options, string? error)
    {
        var file = typeof(AblateCommandTests).Assembly.Location; // any that is there
        string[] arguments = [".", "--judge", file, "-o", "out", .. options.Split(' ')];
        var errors = AblateCommand.Create().Parse(arguments).Errors.Select(e => e.Message).ToArray();
        if (error is null)
            Assert.Empty(errors);
        else
            Assert.Contains(error, Assert.Single(errors), StringComparison.Ordinal);
    }
}
