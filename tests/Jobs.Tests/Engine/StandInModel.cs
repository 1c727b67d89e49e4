using System.Diagnostics;
using System.Globalization;

namespace ThermalPortal.Jobs.Tests.Engine;

/// <summary>A model folder that the stand-in translator "loads", and what it leaves there.</summary>
internal sealed class StandInModel
{
    public StandInModel(string folder, Behaviour? behaviour = null)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        File.WriteAllText(Path.Combine(Folder, "model.json"), """{"name":"stand-in","version":"1"}""");
        Behave(behaviour ?? new Behaviour());
    }

    public string Folder { get; }

    /// <summary>Seeds of each batch the engine was given.</summary>
    public IReadOnlyList<string> Batches => File.Exists(Path.Combine(Folder, "batches.txt")) ? File.ReadAllLines(Path.Combine(Folder, "batches.txt")) : [];

    /// <summary>From the next batch on.</summary>
    public void Behave(Behaviour behaviour) => behaviour.WriteTo(Folder);

    /// <summary>The engine that last loaded the model, if it lives.</summary>
    public Process? Engine()
    {
        string file = Path.Combine(Folder, "engine.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out int id)) return null;
        try
        {
            var process = Process.GetProcessById(id);
            return process.HasExited ? null : process;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
