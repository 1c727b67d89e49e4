namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>Outcome of asking for a translation.</summary>
/// <param name="RunId">The run to show; null: none was started.</param>
/// <param name="Message">What the person should know, if anything.</param>
public readonly record struct StartedRun(Guid? RunId, string? Message = null);
