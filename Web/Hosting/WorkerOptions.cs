namespace ThermalPortal.Web.Hosting;

/// <summary>Section <c>Portal:Worker</c>, the part the portal itself reads.</summary>
public sealed record WorkerOptions
{
    /// <summary>Start a worker with the portal; null: yes in embedded mode, no with a database of your own.</summary>
    public bool? Embedded { get; init; }

    /// <summary>Path of the worker's assembly; null: the one built or published beside the portal.</summary>
    public string? Path { get; init; }
}
