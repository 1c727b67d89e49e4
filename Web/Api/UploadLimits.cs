namespace ThermalPortal.Web.Api;

/// <summary>Section <c>Portal:Limits</c>: how much one request may bring.</summary>
public sealed record UploadLimits
{
    /// <summary>Bytes of one uploaded file, an archive included; default 256 GiB. The room on the disk is asked for each file besides.</summary>
    public long UploadFileBytes { get; init; } = 256L << 30;

    /// <summary>How long a file that arrives in pieces waits for its next byte; default 24 hours.</summary>
    public TimeSpan IncomingLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Bytes of one picture sent to a translation; default 64 MiB.</summary>
    public long TranslationFileBytes { get; init; } = 64L << 20;

    /// <summary>Pictures of one translation; default 200.</summary>
    public int TranslationFiles { get; init; } = 200;

    /// <summary>Bytes of one request body to a translation; default 1 GiB.</summary>
    public long TranslationBytes { get; init; } = 1L << 30;

    /// <summary>All errors at once, with their full keys; empty = valid.</summary>
    public IReadOnlyList<string> Validate()
    {
        (string Key, long Value)[] limits =
        [
            (nameof(UploadFileBytes), UploadFileBytes), (nameof(TranslationFileBytes), TranslationFileBytes),
            (nameof(TranslationFiles), TranslationFiles), (nameof(TranslationBytes), TranslationBytes),
        ];
        return
        [
            .. limits.Where(l => l.Value < 1).Select(l => $"Portal:Limits:{l.Key} must be 1 or more, not {l.Value}."),
            .. IncomingLife > TimeSpan.Zero ? [] : (string[])[$"Portal:Limits:{nameof(IncomingLife)} must be more than 0, not {IncomingLife}."],
        ];
    }
}
