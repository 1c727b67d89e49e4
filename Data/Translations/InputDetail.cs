using ThermalPortal.Data.Datasets;

namespace ThermalPortal.Data.Translations;

/// <summary>One picture of a run with what came out of it.</summary>
public sealed record InputDetail
{
    public required Guid Id { get; init; }

    public required Guid ItemId { get; init; }

    /// <summary>As the sender gave it.</summary>
    public required string FileName { get; init; }

    /// <summary>The untouched upload; null where nothing was kept.</summary>
    public Guid? FileId { get; init; }

    public required InputState State { get; init; }

    /// <summary>What went wrong, for people.</summary>
    public string? Error { get; init; }

    /// <summary>What to do about it, for people.</summary>
    public string? ErrorAdvice { get; init; }

    /// <summary>What was put right when the picture was read, and what to do about it, for people; null where nothing was.</summary>
    public string? Repair { get; init; }

    public RadiometryBadge? Badge { get; init; }

    /// <summary>Pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels.</summary>
    public int? Height { get; init; }

    public Guid? ThermalPreviewFileId { get; init; }

    /// <summary>By face, then sample.</summary>
    public required IReadOnlyList<ResultDetail> Results { get; init; }

    /// <summary>By face, then name.</summary>
    public required IReadOnlyList<AttributeDetail> Attributes { get; init; }

    internal static InputDetail Of(TranslationInput input) => new()
    {
        Id = input.Id,
        ItemId = input.ItemId,
        FileName = input.Item!.OriginalName,
        FileId = input.Item.FileId,
        State = input.State,
        Error = input.Error,
        ErrorAdvice = input.ErrorAdvice,
        Repair = input.Item.Repaired ? $"{input.Item.Reason} {input.Item.Advice}".TrimEnd() : null,
        Badge = input.Item.Badge,
        Width = input.Item.Width,
        Height = input.Item.Height,
        ThermalPreviewFileId = input.ThermalPreviewFileId,
        Results = [.. input.Results.OrderBy(r => r.FaceIndex).ThenBy(r => r.SampleIndex).Select(ResultDetail.Of)],
        Attributes = [.. input.Attributes.OrderBy(a => a.FaceIndex).ThenBy(a => a.Name, StringComparer.Ordinal).Select(AttributeDetail.Of)],
    };
}
