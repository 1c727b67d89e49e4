using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;

namespace ThermalPortal.Data.Translations.Comparing;

/// <summary>The visible picture that was taken together with a translated thermal one, and where the translated crop lies in it.</summary>
/// <param name="FileId">As pages get it, perhaps smaller than it is.</param>
/// <param name="Width">Of the picture itself, pixels.</param>
/// <param name="Height">Of the picture itself, pixels.</param>
/// <param name="FromCrop">Where the places of the crop, in shares of its sides from its top left corner, lie in the picture, pixels.</param>
/// <param name="Aligned">False: nobody knows how both pictures lie on each other, and the crop stands for the whole picture.</param>
/// <param name="PairId">The pair it is from.</param>
/// <param name="DatasetId">The dataset of the pair.</param>
public sealed record TruePicture(Guid FileId, int Width, int Height, PlaneTransform FromCrop, bool Aligned, Guid PairId, Guid DatasetId)
{
    private const double Rounding = 1; // pixels by which sizes of one shape may differ

    /// <summary>Of the pair a thermal picture is in; null: the visible one cannot be shown, or not yet.</summary>
    internal static TruePicture? Of(CapturePair pair, CropRectangle crop)
    {
        if (pair.Visible is not { FrameId: { } file, Width: > 0 and var width, Height: > 0 and var height }) return null;
        var thermal = (pair.Thermal!.Width ?? pair.Thermal.Item?.Width, pair.Thermal.Height ?? pair.Thermal.Item?.Height);
        var fromCrop = Through(pair.Alignment?.Transform(), crop) ?? Through(pair.Aligned ? Scaled(thermal, width, height) : null, crop);
        return new TruePicture(file, width, height, fromCrop ?? Whole(width, height), fromCrop is not null, pair.Id, pair.DatasetId);
    }

    private static PlaneTransform? Through(PlaneTransform? toThermal, CropRectangle crop)
    {
        try
        {
            return toThermal is null ? null : crop.ToInput().Then(toThermal.Inverse());
        }
        catch (ArgumentException)
        {
            return null; // a perspective that sends the corner of the crop to infinity
        }
    }

    /// <summary>From visible to thermal pixels where both show the same; null: their shapes differ.</summary>
    private static PlaneTransform? Scaled((int? Width, int? Height) thermal, int width, int height) =>
        thermal is ( > 0 and var w, > 0 and var h) && Math.Abs((double)width * h / w - height) <= Rounding ? new PlaneTransform([(double)w / width, 0, 0, 0, (double)h / height, 0, 0, 0, 1]) : null;

    private static PlaneTransform Whole(int width, int height)
    {
        double side = Math.Max(width, height);
        return new CropRectangle((width - side) / 2, (height - side) / 2, side, side).ToInput();
    }
}
