using System.Globalization;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// The full state of a training in <c>folder/checkpoint</c>: modules as safetensors, optimisers, step. A new one is written beside the old
/// and swapped in by rename, so that a kill at any moment leaves a whole one.
/// </summary>
internal sealed class Checkpoint(string folder, TrainingStage stage)
{
    private readonly string _current = Path.Combine(folder, "checkpoint");
    private readonly string _old = Path.Combine(folder, "checkpoint.old");
    private readonly string _new = Path.Combine(folder, "checkpoint.new");

    /// <summary>Loads the newest whole checkpoint; returns its step, 0 if there is none.</summary>
    public int Load()
    {
        var source = Directory.Exists(_current) ? _current : Directory.Exists(_old) ? _old : null;
        if (source is null)
            return 0;
        foreach (var (name, module) in stage.Modules)
            ModuleWeights.Load(module, Path.Combine(source, name + ".safetensors"));
        foreach (var (name, optimizer) in stage.Optimizers)
            optimizer.load_state_dict(Path.Combine(source, name + ".optimizer"));
        return int.Parse(File.ReadAllText(Path.Combine(source, "step")), CultureInfo.InvariantCulture);
    }

    public void Save(int step)
    {
        Delete(_new);
        Directory.CreateDirectory(_new);
        foreach (var (name, module) in stage.Modules)
            ModuleWeights.Save(module, Path.Combine(_new, name + ".safetensors"));
        foreach (var (name, optimizer) in stage.Optimizers)
            optimizer.save_state_dict(Path.Combine(_new, name + ".optimizer"));
        File.WriteAllText(Path.Combine(_new, "step"), step.ToString(CultureInfo.InvariantCulture));
        Delete(_old);
        if (Directory.Exists(_current))
            Directory.Move(_current, _old);
        Directory.Move(_new, _current);
        Delete(_old);
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }
}
