namespace ThermalPortal.Inference.Pipelines;

/// <summary>Where an attribute value came from.</summary>
public enum AttributeSource
{
    /// <summary>The classifier, from the thermal picture.</summary>
    Predicted,

    /// <summary>The person who asked for the translation.</summary>
    Operator,

    /// <summary>Nobody: the classifier abstained or the operator hid it.</summary>
    Unknown,
}
