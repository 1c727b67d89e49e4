namespace ThermalPortal.Data.Datasets;

/// <summary>What a person says of a dataset.</summary>
public sealed record NewDataset
{
    public required string Name { get; init; }

    public ConsentBasis Consent { get; init; }

    public string Terms { get; init; } = "";

    /// <summary>What is wrong, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Name.Trim().Length is 0 or > Dataset.NameLength)
            errors.Add($"Give the dataset a name of 1 to {Dataset.NameLength} characters.");
        if (Consent == ConsentBasis.Other && Terms.Trim().Length == 0)
            errors.Add("State the legal ground in the terms.");
        return errors;
    }
}
