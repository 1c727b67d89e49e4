namespace ThermalPortal.Data.Translations;

/// <summary>The engine's present estimate of a picture that is not done yet; gone once it is.</summary>
public sealed class LivePreview : ITeamOwned
{
    /// <summary>The <see cref="TranslationInput"/>.</summary>
    public Guid InputId { get; init; }

    public Guid TeamId { get; set; }

    public Guid RunId { get; init; }

    /// <summary>Sampler steps done.</summary>
    public int Step { get; set; }

    /// <summary>A small PNG.</summary>
    public required byte[] Png { get; set; }
}
