using ThermalPortal.Jobs.Training;

namespace ThermalPortal.Jobs.Tests.Training;

public sealed class TrainCommandTests
{
    [Theory]
    [InlineData("--plain", null)]
    [InlineData("--regression", null)]
    [InlineData("--plain --regression", "train one at a time")]
    [InlineData("--plain --distil-steps 5", "no distillation")]
    public void Parse_Baselines_AreRefusedInWordsWhereTheyCannotBe(string options, string? error)
    {
        var errors = TrainCommand.Create().Parse([".", "-o", "out", .. options.Split(' ')]).Errors.Select(e => e.Message).ToArray();
        if (error is null)
            Assert.Empty(errors);
        else
            Assert.Contains(error, Assert.Single(errors), StringComparison.Ordinal);
    }
}
