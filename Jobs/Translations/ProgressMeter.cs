namespace ThermalPortal.Jobs.Translations;

/// <summary>Progress of a run as the mean over its pictures.</summary>
/// <param name="total">Pictures of the run.</param>
/// <param name="done">Pictures that were done before.</param>
/// <param name="report">Receives 0..1; never falls.</param>
internal sealed class ProgressMeter(int total, int done, Action<double> report)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, double> _parts = [];
    private double _sum = done;

    /// <summary>Notes how far one picture is, 0..1.</summary>
    public void Set(Guid inputId, double part)
    {
        lock (_lock)
        {
            double before = _parts.GetValueOrDefault(inputId);
            if (part <= before) return;
            _parts[inputId] = part;
            _sum += part - before;
            report(_sum / Math.Max(1, total));
        }
    }
}
