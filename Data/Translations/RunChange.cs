namespace ThermalPortal.Data.Translations;

/// <summary>A run changed. Both ids empty: the listener was away, anything may have changed.</summary>
public readonly record struct RunChange(Guid TeamId, Guid RunId)
{
    /// <summary>True: reload whatever is shown.</summary>
    public bool IsResync => TeamId == Guid.Empty;
}
