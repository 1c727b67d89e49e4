using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Inference.Quality;
using ThermalPortal.Inference.Thermal;
using RadiometryBadge = ThermalPortal.Data.Datasets.RadiometryBadge;

namespace ThermalPortal.Jobs.Decoding;

/// <summary>Why a file was refused, for programs and for people.</summary>
/// <param name="Code">Stable code such as <c>truncated</c>.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Advice">What to do.</param>
internal sealed record Refusal(string Code, string Reason, string Advice);

/// <summary>Something that was wrong with a picture and was put right when it was read; the file itself stays as it is.</summary>
/// <param name="Code">Stable code such as <c>overlay</c>.</param>
/// <param name="Text">What was wrong, and what was done.</param>
internal sealed record Repair(string Code, string Text);

/// <param name="File">Path of the bytes.</param>
/// <param name="OriginalName">Name as given by the sender; never used as a path.</param>
/// <param name="PhotoFile">Where a photo found inside goes; null: it is not wanted.</param>
internal sealed record InspectRequest(string File, string OriginalName, string? PhotoFile = null);

/// <summary>A verdict: refused, an archive to unpack, or a picture.</summary>
internal sealed record InspectReply
{
    public Refusal? Refusal { get; init; }

    /// <summary>A zip or tar archive: unpack it, then inspect its entries.</summary>
    public bool IsArchive { get; init; }

    /// <summary>A visible picture; the refusal says why it is no thermal one.</summary>
    public bool IsVisible { get; init; }

    public RadiometryBadge Badge { get; init; }

    /// <summary>Pixels.</summary>
    public int Width { get; init; }

    /// <summary>Pixels.</summary>
    public int Height { get; init; }

    /// <summary>What was wrong with an accepted picture and was put right.</summary>
    public IReadOnlyList<Repair> Repairs { get; init; } = [];

    /// <summary>The photo that was inside a thermal file; null: none, or not wanted.</summary>
    public InsidePhoto? Photo { get; init; }
}

/// <param name="File">Where its bytes are, without any metadata.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record InsidePhoto(string File, int Width, int Height);

/// <param name="File">Path of the bytes.</param>
/// <param name="Folder">Where results go; exists and is empty.</param>
/// <param name="Side">Side of the aligned crop, pixels; the model's.</param>
/// <param name="Normalization">How values become network input; the model's.</param>
/// <param name="Crop">face, none or manual.</param>
/// <param name="Rectangle">For manual: the square to take, input pixels.</param>
internal sealed record PrepareRequest(
    string File, string Folder, int Side, ThermalNormalization Normalization, string Crop, CropSquare? Rectangle);

/// <summary>A crop in input pixels: edges before the turn about its centre.</summary>
internal sealed record CropSquare(double X, double Y, double Width, double Height, double AngleDegrees);

/// <summary>The faces of one picture, or why there are none.</summary>
internal sealed record PrepareReply
{
    public Refusal? Refusal { get; init; }

    /// <summary>PNG of the whole frame, for pages.</summary>
    public string? PreviewFile { get; init; }

    public IReadOnlyList<PreparedFace> Faces { get; init; } = [];
}

/// <param name="Crop">Where the face lies in the input.</param>
/// <param name="ThermalFile">side x side float32 in [-1,1].</param>
/// <param name="AlignedFile">PNG of the same crop.</param>
/// <param name="Calibrated">True where the values came from degrees Celsius.</param>
internal sealed record PreparedFace(CropSquare Crop, string ThermalFile, string AlignedFile, bool Calibrated);

/// <param name="File">Path of the bytes.</param>
/// <param name="Folder">Where results go; exists and is empty.</param>
/// <param name="AsIs">Show the picture in its own colours: a photograph, or a thermal picture that is one already.</param>
/// <param name="Thermal">For the viewer: its values; else the picture.</param>
internal sealed record ViewRequest(string File, string Folder, bool AsIs, bool Thermal);

/// <param name="ThumbnailFile">WebP; null when the file could not be shown.</param>
/// <param name="FrameFile">Values as a 16-bit PNG, see <see cref="ThermalFramePng"/>, or a WebP of at most 1,600 pixels a side; null when it could not be read.</param>
/// <param name="Measure">Its quality; null when it could not be read.</param>
/// <param name="FaceScale">Pixels of the picture in one of <paramref name="Measure"/>: large photographs are looked at smaller.</param>
/// <param name="Width">Pixels, upright; 0 when it could not be read.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Camera">Calibration of a radiometric picture; null: it has none that degrees could be computed from.</param>
/// <param name="Reading">How the numbers of a picture that may have another scale were read; null: it can have no other.</param>
internal sealed record ViewReply(string? ThumbnailFile, string? FrameFile, PictureMeasure? Measure, int Width, int Height, float FaceScale = 1, CameraScene? Camera = null, FrameReading? Reading = null);

/// <param name="File">Path of the archive.</param>
/// <param name="Folder">Where entries go; exists and is empty.</param>
/// <param name="Room">Bytes that may be written before the disk is too full; null: unknown.</param>
internal sealed record ExpandRequest(string File, string Folder, long? Room = null);

/// <param name="Refusal">The archive as a whole was refused, or its rest was: entries listed before stay good.</param>
/// <param name="ListFile">JSON lines of <see cref="ExpandedEntry"/>, one an entry.</param>
/// <param name="Count">Lines in the list.</param>
internal sealed record ExpandReply(Refusal? Refusal, string ListFile, int Count);

/// <param name="Index">Position in the archive, from 0.</param>
/// <param name="Name">Name inside the archive, for display only.</param>
/// <param name="File">Where its bytes are; null when refused.</param>
/// <param name="Refusal">Why this entry was refused.</param>
internal sealed record ExpandedEntry(int Index, string Name, string? File, Refusal? Refusal);
