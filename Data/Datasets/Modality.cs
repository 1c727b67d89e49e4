namespace ThermalPortal.Data.Datasets;

/// <summary>What a picture shows.</summary>
public enum Modality
{
    Unknown = 0,
    Thermal = 1,
    Visible = 2,
}
