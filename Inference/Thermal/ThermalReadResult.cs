namespace ThermalPortal.Inference.Thermal;

/// <summary>Verdict on one file: a frame, or the reason why not in words for the uploader.</summary>
public abstract record ThermalReadResult
{
    private ThermalReadResult()
    {
    }

    /// <summary>The file was read.</summary>
    /// <param name="Frame">The values.</param>
    public sealed record Accepted(ThermalFrame Frame) : ThermalReadResult;

    /// <summary>The file was refused.</summary>
    /// <param name="Code">Stable kebab-case code, for example <c>truncated</c>.</param>
    /// <param name="Reason">What is wrong with the file.</param>
    /// <param name="Advice">What the uploader can do.</param>
    public sealed record Rejected(string Code, string Reason, string Advice) : ThermalReadResult
    {
        /// <summary>The plain picture may still be read with <see cref="ThermalReadOptions.PictureOnly"/>.</summary>
        public bool PictureOffered { get; init; }
    }
}
