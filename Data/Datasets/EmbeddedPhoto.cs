namespace ThermalPortal.Data.Datasets;

/// <summary>A visible photo found inside a thermal file, on its way to a row of its own.</summary>
/// <param name="FileId">Its bytes, stored without any metadata.</param>
/// <param name="Name">Path for display, made from that of the thermal file.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record EmbeddedPhoto(Guid FileId, string Name, int Width, int Height)
{
    /// <summary>Reason code of the photo's row.</summary>
    public const string Code = "embedded-photo";
}
