namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Something a person did on a page, to be taken back in one go.</summary>
/// <param name="Count">What there is to take back.</param>
/// <param name="RestoreAsync">Takes it back and answers how much of it went back: not what somebody else has said otherwise of since, or accepted.</param>
public sealed record UndoStep(int Count, Func<CancellationToken, Task<int>> RestoreAsync);
