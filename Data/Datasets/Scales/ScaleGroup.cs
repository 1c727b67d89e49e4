namespace ThermalPortal.Data.Datasets.Scales;

/// <summary>Pictures of a dataset whose scale was guessed alike and that nobody has said anything of: they are answered in one act.</summary>
/// <param name="Format">Short name of their format.</param>
/// <param name="Source">Their camera as the manifest calls it, else "session" and its name; empty: neither is known.</param>
/// <param name="Scale">The guess; <see cref="TemperatureScale.Counts"/>: no scale was found.</param>
/// <param name="Count">How many.</param>
/// <param name="Lowest">Lowest of their medians, as stored.</param>
/// <param name="Highest">Highest of their medians, as stored.</param>
public sealed record ScaleGroup(string Format, string Source, TemperatureScale Scale, int Count, double Lowest, double Highest)
{
    /// <summary>By what the group is known, whatever else becomes of its pictures meanwhile.</summary>
    public ScaleGroupKey Key => new(Format, Source, Scale);

    /// <summary>Whether another scale gives every picture of the group a possible median.</summary>
    public bool Fits(TemperatureScale scale) => scale.IsPlausible(Lowest) && scale.IsPlausible(Highest);
}

/// <summary>Names a <see cref="ScaleGroup"/>.</summary>
/// <param name="Format">Short name of the format.</param>
/// <param name="Source">Camera or session; empty: neither is known.</param>
/// <param name="Scale">The guess.</param>
public sealed record ScaleGroupKey(string Format, string Source, TemperatureScale Scale);

/// <summary>A scale that somebody said for several pictures at once, as far as it still holds.</summary>
/// <param name="BatchId">To take it back.</param>
/// <param name="Scale">What was said.</param>
/// <param name="Count">Pictures of which nobody has said otherwise since.</param>
/// <param name="Author">Who said so.</param>
/// <param name="At">When.</param>
public sealed record ScaleAnswer(Guid BatchId, TemperatureScale Scale, int Count, string Author, DateTimeOffset At);

/// <summary>What became of saying a scale.</summary>
/// <param name="Changed">Pictures that are shown with it from now on.</param>
/// <param name="Accepted">Pictures of accepted pairs: left as they are.</param>
/// <param name="Impossible">Pictures it would give a median that cannot be: left as they are.</param>
/// <param name="Batches">To take it back, one for each scale said.</param>
public sealed record ScaleOutcome(int Changed, int Accepted, int Impossible, IReadOnlyList<Guid> Batches);
