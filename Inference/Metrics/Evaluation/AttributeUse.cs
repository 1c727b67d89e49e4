namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>What guides a model under test; the three never share a row.</summary>
public enum AttributeUse
{
    /// <summary>The model's own predictions from the thermal picture: what users get.</summary>
    Predicted,

    /// <summary>Nothing: every attribute is its null token.</summary>
    Null,

    /// <summary>The true labels of the manifest: an information leak, for comparison only.</summary>
    Oracle,
}
