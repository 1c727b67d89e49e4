using System.Globalization;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Quality;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Faults of pictures in words.</summary>
internal static class FaultWords
{
    public static IReadOnlyList<QualityFaults> All { get; } = [QualityFaults.Blurred, QualityFaults.Clipped, QualityFaults.NoFace, QualityFaults.Unreadable];

    /// <summary>A fault as addresses name it; null: none.</summary>
    public static QualityFaults? Read(string? text) => Enum.TryParse<QualityFaults>(text, ignoreCase: true, out var fault) && All.Contains(fault) ? fault : null;

    public static string Of(QualityFaults fault) => fault switch
    {
        QualityFaults.Blurred => "Blurred",
        QualityFaults.Clipped => "Clipped",
        QualityFaults.NoFace => "No face",
        _ => "Unreadable",
    };

    /// <summary>The figure behind a fault, and the limit.</summary>
    public static string Why(Capture capture, QualityFaults fault)
    {
        var kind = capture.Modality == Modality.Unknown ? "" : capture.Modality.ToString().ToLowerInvariant() + " ";
        var least = capture.Modality == Modality.Visible ? QualityRules.SharpVisible : QualityRules.SharpThermal;
        return fault switch
        {
            QualityFaults.Blurred => string.Create(CultureInfo.InvariantCulture, $"The {kind}picture has a sharpness of {capture.Sharpness:0.#}; {least} is the least for a clear face."),
            QualityFaults.Clipped => string.Create(CultureInfo.InvariantCulture, $"{capture.Clipped:0%} of the face in the {kind}picture is at an end of the scale; up to {QualityRules.MostClipped:0%} is fine."),
            QualityFaults.NoFace => $"No face was found in the {kind}picture.",
            _ => $"The {kind}picture cannot be read any more.",
        };
    }

    public static int CountOf(QualityCounts counts, QualityFaults fault) => fault switch
    {
        QualityFaults.Blurred => counts.Blurred,
        QualityFaults.Clipped => counts.Clipped,
        QualityFaults.NoFace => counts.NoFace,
        _ => counts.Unreadable,
    };
}
