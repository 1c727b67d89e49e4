namespace ThermalPortal.Data.JobContracts;

/// <summary>Names of the work queues; a worker serves the ones in <c>Portal:Worker:Queues</c>.</summary>
public static class JobQueues
{
    /// <summary>Translations a person waits for.</summary>
    public const string Interactive = "interactive";

    /// <summary>Reading of uploads; needs no GPU.</summary>
    public const string Import = "import";

    /// <summary>Long GPU work: training.</summary>
    public const string Gpu = "gpu";
}
