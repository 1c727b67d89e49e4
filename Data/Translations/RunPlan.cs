namespace ThermalPortal.Data.Translations;

/// <summary>What a worker must do for a run it holds.</summary>
/// <param name="Options">The person's choices.</param>
/// <param name="ModelId">The model's row.</param>
/// <param name="ModelFolder">Where its files are.</param>
/// <param name="ModelSha256">What results are stamped with.</param>
/// <param name="Inputs">Pictures that are not done yet, in order: a restarted run does not repeat the finished ones.</param>
/// <param name="InputsTotal">All pictures of the run, done ones included.</param>
public sealed record RunPlan(
    TranslationOptions Options, Guid ModelId, string ModelFolder, string ModelSha256, IReadOnlyList<PlannedInput> Inputs, int InputsTotal);
