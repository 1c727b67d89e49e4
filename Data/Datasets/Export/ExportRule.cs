namespace ThermalPortal.Data.Datasets.Export;

/// <summary>When faces may leave the portal.</summary>
public static class ExportRule
{
    /// <summary>Why faces may not leave, for people; null: they may. Asked again whenever they are about to: consent can be taken back.</summary>
    public static string? Refusal(ConsentBasis consent) =>
        consent == ConsentBasis.Unknown ? "Nobody says at present why these faces may be used. State the consent on the dataset's page, then export." : null;
}
