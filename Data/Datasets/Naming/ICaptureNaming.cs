namespace ThermalPortal.Data.Datasets.Naming;

/// <summary>A way of reading paths: a known data set, folders of two modalities, or a pattern of the user's.</summary>
public interface ICaptureNaming
{
    /// <summary>Name for people.</summary>
    string Name { get; }

    /// <summary>Reads a path relative to the data set's root, <c>/</c> as separator; null = this path means nothing here.</summary>
    CaptureName? Read(string path);
}
