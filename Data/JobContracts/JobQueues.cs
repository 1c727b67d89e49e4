namespace ThermalPortal.Data.JobContracts;

/// <summary>Names of the work queues; a worker serves the ones in <c>Portal:Worker:Queues</c>.</summary>
public static class JobQueues
{
    /// <summary>Translations a person waits for.</summary>
    public const string Interactive = "interactive";

    /// <summary>Reading of uploads; needs no GPU.</summary>
    public const string Import = "import";

    /// <summary>Thumbnails, viewer frames and quality of datasets: hours for a large one, and nobody's dropped file waits behind it.</summary>
    public const string Views = "views";

    /// <summary>What a model makes of pairs without labels: somebody asked for it, and it must not wait behind hours of <see cref="Views"/>.</summary>
    public const string Suggestions = "suggestions";

    /// <summary>Archives of frozen versions: minutes to hours of copying, which nobody's import waits behind.</summary>
    public const string Exports = "exports";

    /// <summary>What nobody waits for: emptying the trash.</summary>
    public const string Maintenance = "maintenance";

    /// <summary>Long GPU work: training.</summary>
    public const string Gpu = "gpu";
}
