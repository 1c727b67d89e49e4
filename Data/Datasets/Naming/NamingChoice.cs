namespace ThermalPortal.Data.Datasets.Naming;

/// <summary>How a tree is to be read.</summary>
/// <param name="Naming">The way of reading.</param>
/// <param name="Root">Folders above the set's root, with a slash at the end; empty = none.</param>
/// <param name="Understood">Pictures it reads.</param>
/// <param name="Pictures">All pictures of the tree.</param>
public sealed record NamingChoice(ICaptureNaming Naming, string Root, int Understood, int Pictures)
{
    /// <summary>Reads a full path of the tree.</summary>
    public CaptureName? Read(string path) => path.StartsWith(Root, StringComparison.Ordinal) ? Naming.Read(path[Root.Length..]) : null;
}
