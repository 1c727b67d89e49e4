namespace ThermalPortal.Data;

/// <summary>Which page is wanted; <see cref="Take"/> is held between 1 and 200.</summary>
/// <param name="Skip">Rows before the page.</param>
/// <param name="Take">Rows in the page.</param>
public readonly record struct PageRequest(int Skip, int Take)
{
    /// <summary>Largest page.</summary>
    public const int MaxTake = 200;

    internal IQueryable<T> Of<T>(IQueryable<T> rows) => rows.Skip(Math.Max(0, Skip)).Take(Math.Clamp(Take, 1, MaxTake));
}
