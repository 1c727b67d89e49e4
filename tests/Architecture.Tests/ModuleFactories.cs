using System.Reflection;
using ThermalPortal.Inference.Denoising;
using static TorchSharp.torch;

namespace ThermalPortal.Architecture.Tests;

/// <summary>
/// Makes any network of Inference: options and schemas with their defaults, sizes of 32. A network that needs more gets a line in
/// <see cref="_special"/>.
/// </summary>
internal static class ModuleFactories
{
    private const int Size = 32;

    private static readonly Dictionary<string, Func<nn.Module>> _special = new()
    {
        ["DetailFusion"] = () => new DetailFusion(new DenoiserOptions { DetailWidths = [Size] }), // none by default
    };

    public static IReadOnlyList<Type> Types { get; } =
    [
        .. Assembly.Load("ThermalPortal.Inference").GetTypes()
            .Where(type => type.IsAssignableTo(typeof(nn.Module)) && type is { IsAbstract: false, IsGenericTypeDefinition: false }),
    ];

    public static nn.Module Make(Type type)
    {
        if (_special.TryGetValue(type.Name, out var make)) return make();
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .OrderBy(candidate => candidate.GetParameters().Length)
            .First();
        return (nn.Module)constructor.Invoke([.. constructor.GetParameters().Select(Argument)]);
    }

    private static object? Argument(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.HasDefaultValue) return parameter.DefaultValue;
        if (type == typeof(int)) return Size;
        if (type == typeof(long)) return (long)Size;
        if (type == typeof(double)) return .1;
        if (type == typeof(float)) return .1f;
        if (type == typeof(bool)) return true;
        if (type.GetProperty("Default", BindingFlags.Public | BindingFlags.Static) is { } standard) return standard.GetValue(null);
        if (type.GetConstructor([]) is { } constructor) return constructor.Invoke([]);
        throw new NotSupportedException($"Add a line to ModuleFactories for {parameter.Member.DeclaringType!.Name}({type.Name} {parameter.Name}).");
    }
}
