namespace ThermalPortal.Data.Translations;

/// <summary>The little that changes often: for pushes and polling.</summary>
/// <param name="Id">The run.</param>
/// <param name="State">Its state.</param>
/// <param name="Progress">0..1.</param>
/// <param name="Reason">Why it ended other than well, for people.</param>
/// <param name="QueuePosition">Runs of any team before this one; null unless queued.</param>
public sealed record RunProgress(Guid Id, RunState State, double Progress, string? Reason, int? QueuePosition);
