namespace ThermalPortal.Data.Datasets.Splits;

/// <summary>A part of a dataset version.</summary>
public enum DatasetPart
{
    Train = 0,
    Validation = 1,
    Test = 2,
}
