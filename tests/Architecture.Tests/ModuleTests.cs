using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Architecture.Tests;

/// <summary>What goes wrong silently in TorchSharp networks, checked on every one there is.</summary>
public sealed class ModuleTests
{
    /// <summary>Networks without parameters of their own, and why.</summary>
    private static readonly Dictionary<string, string> _withoutParameters = [];

    public static TheoryData<string> Names => [.. ModuleFactories.Types.Select(type => type.Name)];

    [Fact]
    public void Types_InInference_AreFound() => Assert.True(ModuleFactories.Types.Count > 5);

    [Theory]
    [MemberData(nameof(Names))]
    public void Constructor_EveryNetwork_RegistersWholeParametersThatOutliveItsScope(string name)
    {
        using var module = InScope(name);
        var parameters = module.named_parameters().ToList();
        if (!_withoutParameters.ContainsKey(name)) Assert.NotEmpty(parameters);
        Assert.All(parameters, parameter =>
        {
            Assert.False(parameter.parameter.IsInvalid, $"{parameter.name} died with the scope it was made in: detach it.");
            Assert.True(isfinite(parameter.parameter).all().item<bool>(), $"{parameter.name} is not initialised.");
        });
        Assert.All(module.named_buffers(), buffer => Assert.False(buffer.buffer.IsInvalid, $"{buffer.name} died with the scope it was made in: detach it."));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Fields_ThatHoldNetworks_AreRegistered(string name)
    {
        using var module = InScope(name);
        var registered = module.named_children().Select(child => child.module).ToHashSet(ReferenceEqualityComparer.Instance);
        var type = ModuleFactories.Types.Single(candidate => candidate.Name == name);
        var forgotten = type.GetFields(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(field => field.GetValue(module) is nn.Module inner && !registered.Contains(inner));
        Assert.Empty(forgotten.Select(field => field.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void To_AnotherDevice_LeavesNothingBehindAndKeepsTheOrder(string name)
    {
        using var module = InScope(name);
        List<(string, bool)> Parameters() => [.. module.named_parameters().Select(p => (p.name, p.parameter.requires_grad))];
        var before = Parameters(); // an optimiser's checkpoint knows them by their order
        using (NewDisposeScope())
            module.to(META); // throws where a public property has the name of a component
        Assert.Equal(before, Parameters());
        Assert.All(module.state_dict(), state => Assert.Equal(DeviceType.META, state.Value.device_type));
        Assert.All(module.modules().Append(module), part => Assert.All(Tensors(part), field => Assert.Equal((field.Name, DeviceType.META), (field.Name, field.Value.device_type))));
    }

    /// <summary>Tensors in fields of our own: what is not a component stays where it is.</summary>
    private static IEnumerable<(string Name, Tensor Value)> Tensors(nn.Module module) =>
        from field in module.GetType().GetFields(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance)
        let value = field.GetValue(module)
        from tensor in value is Tensor one ? [one] : value is IEnumerable<Tensor> many ? many : []
        select (field.Name, tensor);

    private static nn.Module InScope(string name)
    {
        using var scope = NewDisposeScope();
        return ModuleFactories.Make(ModuleFactories.Types.Single(type => type.Name == name));
    }
}
