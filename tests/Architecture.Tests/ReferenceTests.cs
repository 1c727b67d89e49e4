using System.Reflection;
using System.Xml.Linq;

namespace ThermalPortal.Architecture.Tests;

/// <summary>Who may know whom: Web to Data; Jobs to Data and Inference; Data and Inference to nothing of ours.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["Web"] = ["Data"],
        ["Jobs"] = ["Data", "Inference"],
        ["Data"] = [],
        ["Inference"] = [],
    };

    private static readonly Dictionary<string, string[]> _foreign = new()
    {
        ["Web"] = ["TorchSharp", "Microsoft.ML.OnnxRuntime", "NetVips"],
        ["Jobs"] = ["Microsoft.AspNetCore.Components", "MudBlazor"],
        ["Data"] = ["Hangfire", "TorchSharp", "MudBlazor", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Mvc", "Microsoft.AspNetCore.Http"],
        ["Inference"] = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Npgsql", "Hangfire", "StreamJsonRpc", "System.Net.Http", "System.Console"],
    };

    public static TheoryData<string> Projects => [.. _allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Assembly_References_AreAllowed(string project)
    {
        var names = Assembly.Load($"ThermalPortal.{project}").GetReferencedAssemblies().Select(name => name.Name!).ToList();
        var ours = names.Where(name => name.StartsWith("ThermalPortal.", StringComparison.Ordinal)).Select(name => name["ThermalPortal.".Length..]);
        Assert.Empty(ours.Except(_allowed[project]));
        Assert.DoesNotContain(names, name => _foreign[project].Any(bad => name == bad || name.StartsWith(bad + ".", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectFile_References_AreAllowed(string project)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, project, $"{project}.csproj"));
        // ReferenceOutputAssembly=false: built beside, not referenced.
        var references = file.Descendants("ProjectReference").Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));
        Assert.Empty(references.Except(_allowed[project]));
    }
}
