namespace ThermalPortal.Data.Datasets.Captures;

/// <summary>A person of a dataset.</summary>
public sealed class Subject : ITeamOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TeamId { get; set; }

    public Guid DatasetId { get; init; }

    /// <summary>Name in the data set's identity space, such as <c>speakingfaces:12</c>; unique in the dataset, any case.</summary>
    public required string Key { get; set; }
}
