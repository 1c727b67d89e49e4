namespace ThermalPortal.Web.Components.Pages.Datasets.Alignments;

/// <summary>One of the two pictures on the bench.</summary>
public enum PictureSide
{
    Thermal = 0,
    Visible = 1,
}
