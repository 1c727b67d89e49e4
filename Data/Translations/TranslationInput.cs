using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Data.Translations;

/// <summary>One picture of a run.</summary>
public sealed class TranslationInput : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid RunId { get; init; }

    public TranslationRun? Run { get; init; }

    public Guid ItemId { get; init; }

    public ImageItem? Item { get; init; }

    /// <summary>Order in the run, from 0.</summary>
    public int Ordinal { get; init; }

    public InputState State { get; set; }

    /// <summary>What went wrong with this picture, for people.</summary>
    public string? Error { get; set; }

    /// <summary>What to do about it, for people.</summary>
    public string? ErrorAdvice { get; set; }

    /// <summary>The crop a person drew on this picture; null: the run's options decide.</summary>
    public CropRectangle? Crop { get; init; }

    /// <summary>PNG of the whole thermal frame in a palette, for pages.</summary>
    public Guid? ThermalPreviewFileId { get; set; }

    public List<TranslationResult> Results { get; init; } = [];

    public List<AttributePrediction> Attributes { get; init; } = [];
}
