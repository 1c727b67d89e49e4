using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Tests;

/// <summary>How the tests start children: this test program with a verb.</summary>
internal static class TestChildren
{
    public const string EngineVerb = "test-engine";
    public const string WorkerVerb = "test-worker";

    public static ChildCommand Engine(params (string Name, string Value)[] environment) => Of(EngineVerb, environment);

    public static ChildCommand Worker(params (string Name, string Value)[] environment) => Of(WorkerVerb, environment);

    public static ChildCommand Decoder(Jobs.Decoding.DecoderOptions options) => ChildCommand.OfThisProgram(ChildVerbs.Decoder, options.ToEnvironment());

    private static ChildCommand Of(string verb, IEnumerable<(string Name, string Value)> environment)
    {
        string program = typeof(TestChildren).Assembly.Location;
        var variables = environment.ToDictionary(e => e.Name, e => (string?)e.Value);
        return Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? new ChildCommand(Environment.ProcessPath!, [program, verb], variables)
            : new ChildCommand(Path.ChangeExtension(program, OperatingSystem.IsWindows() ? ".exe" : null), [verb], variables);
    }
}
