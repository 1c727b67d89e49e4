using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Weights;

/// <summary>Moves parameters and buffers between modules and safetensors files.</summary>
public static class ModuleWeights
{
    /// <summary>All parameters and buffers by name, not copied.</summary>
    public static Dictionary<string, Tensor> StateOf(nn.Module module) => module.state_dict();

    /// <summary>Writes the module's state, floats as <paramref name="floatType"/> when given (half precision for shipping).</summary>
    public static void Save(nn.Module module, string path, ScalarType? floatType = null, IReadOnlyDictionary<string, string>? metadata = null) =>
        SafeTensorsFile.Write(path, module.state_dict(), metadata, floatType);

    /// <summary>Copies the file's tensors into the module, converting types.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, unknown or of another shape.</exception>
    public static void Load(nn.Module module, string path)
    {
        using var scope = NewDisposeScope();
        Load(module, SafeTensorsFile.Read(path), Path.GetFileName(path));
    }

    /// <summary>Copies <paramref name="tensors"/> into the module; <paramref name="source"/> names them in errors.</summary>
    public static void Load(nn.Module module, IReadOnlyDictionary<string, Tensor> tensors, string source)
    {
        using var _ = no_grad();
        var state = module.state_dict();
        foreach (var unknown in tensors.Keys.Except(state.Keys).Take(1))
            throw new InvalidDataException($"{source} holds tensor {unknown}, which {module.GetName()} does not have: were its options changed?");
        foreach (var (name, target) in state)
        {
            if (!tensors.TryGetValue(name, out var value))
                throw new InvalidDataException($"{source} lacks tensor {name} of {module.GetName()}: were its options changed?");
            if (!value.shape.SequenceEqual(target.shape))
                throw new InvalidDataException($"{source}: {name} has shape ({string.Join(", ", value.shape)}), the network expects ({string.Join(", ", target.shape)}).");
            target.copy_(value);
        }
    }
}
