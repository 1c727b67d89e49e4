namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>A system under test.</summary>
/// <param name="Name">Name of its row.</param>
/// <param name="Translate">The system.</param>
/// <param name="Stress">What is done to its inputs; null = nothing.</param>
public sealed record NamedTranslator(string Name, Translator Translate, ThermalStress? Stress = null)
{
    /// <summary>The same system on worse pictures.</summary>
    public NamedTranslator Under(ThermalStress stress) => new(stress.Name, Translate, stress);
}
