namespace ThermalPortal.Data.Translations;

/// <summary>Where an attribute's value came from; stored by name.</summary>
public enum AttributeSource
{
    /// <summary>The model predicted it from the thermal picture.</summary>
    Predicted = 0,

    /// <summary>The operator set it.</summary>
    Operator = 1,

    /// <summary>Hidden from the model, by the operator or because the prediction was too unsure.</summary>
    Unknown = 2,
}
