namespace ThermalPortal.Data.Datasets;

/// <summary>One uploaded file and the verdict about it.</summary>
public sealed class ImageItem : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid UploadId { get; init; }

    /// <summary>The untouched bytes; null only where nothing could be kept (an entry of an archive that was refused unread).</summary>
    public Guid? FileId { get; set; }

    /// <summary>Name as given by the sender, for display only: never a path on disk.</summary>
    public required string OriginalName { get; set; }

    public Modality Modality { get; set; }

    public Verdict Verdict { get; set; }

    /// <summary>Accepted, though something was wrong and was put right when it was read; <see cref="Reason"/> says what. The bytes stay as they are.</summary>
    public bool Repaired => this is { Verdict: Verdict.Accepted, Modality: Modality.Thermal, Reason: not null };

    /// <summary>Machine-readable reason of a rejection, such as <c>not_an_image</c>, why a visible picture is no thermal one, or what was repaired.</summary>
    public string? ReasonCode { get; set; }

    /// <summary>What is wrong, for people.</summary>
    public string? Reason { get; set; }

    /// <summary>What to do about it, for people.</summary>
    public string? Advice { get; set; }

    public RadiometryBadge? Badge { get; set; }

    /// <summary>Pixels.</summary>
    public int? Width { get; set; }

    /// <summary>Pixels.</summary>
    public int? Height { get; set; }

    /// <summary>Of a photo that was found inside a thermal file: the item of that file. No foreign key: nothing may hold an item that only its own photo names.</summary>
    public Guid? EmbeddedIn { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
