using ThermalPortal.Data.Translations.Comparing;
using ThermalPortal.Web.Components.Pages.Datasets.Alignments;

namespace ThermalPortal.Web.Components.Pages.Compare;

/// <summary>One of the pictures that are compared, as the script takes it (js/compare.js).</summary>
/// <param name="Name">A word for choices: thermal, generated or true.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Url">Where it is.</param>
public sealed record ComparedPicture(string Name, string Title, string Url)
{
    /// <summary>Pixels of a picture from which the crop is still to be cut; null: it is the crop.</summary>
    public PictureSize? Size { get; init; }

    /// <summary>Nine numbers: see <see cref="TruePicture.FromCrop"/>.</summary>
    public IReadOnlyList<double>? FromCrop { get; init; }

    /// <summary>Its places are not those of the others.</summary>
    public bool Loose { get; init; }

    /// <summary>The true picture.</summary>
    public static ComparedPicture Of(TruePicture truth) => True($"/api/v1/files/{truth.FileId}", truth.Width, truth.Height, truth.FromCrop.Matrix) with { Loose = !truth.Aligned };

    /// <summary>The true picture of a shipped sample, which shows the same as the thermal one and has its size.</summary>
    public static ComparedPicture OfSample(string url, ResultComparison result) => True(url, result.Width ?? 0, result.Height ?? 0, result.Result.Crop.ToInput().Matrix);

    private static ComparedPicture True(string url, int width, int height, IReadOnlyList<double> fromCrop) =>
        new("true", "True visible picture", url) { Size = new PictureSize(width, height), FromCrop = fromCrop };
}
