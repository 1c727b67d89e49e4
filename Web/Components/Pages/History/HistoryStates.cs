using ThermalPortal.Data.Translations;

namespace ThermalPortal.Web.Components.Pages.History;

/// <summary>The states a person filters by.</summary>
internal static class HistoryStates
{
    public static readonly IReadOnlyList<(string Value, string Word, RunState[]? States)> All =
    [
        ("", "All states", null),
        ("working", "At work", [RunState.Queued, RunState.Starting, RunState.Running, RunState.Stopping]),
        ("done", "Done", [RunState.Succeeded]),
        ("failed", "Failed", [RunState.Failed]),
        ("cancelled", "Cancelled", [RunState.Canceled]),
    ];

    /// <summary>Null: every state.</summary>
    public static RunState[]? Of(string? value) => All.FirstOrDefault(s => s.Value == value).States;
}
