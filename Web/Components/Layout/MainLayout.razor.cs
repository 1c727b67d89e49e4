using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace ThermalPortal.Web.Components.Layout;

/// <summary>The frame of every interactive page; light and dark as the person chose, else as the system is.</summary>
public sealed partial class MainLayout
{
    private MudThemeProvider? _provider;
    private ErrorBoundary? _boundary;
    private string _choice = "system";
    private bool _isDark, _ready;

    protected override void OnParametersSet() => _boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        Show(await Js.InvokeAsync<ThemeReading>("portalTheme.read"));
        _ready = true;
        StateHasChanged();
        await _provider!.WatchSystemDarkModeAsync(async _ =>
        {
            Show(await Js.InvokeAsync<ThemeReading>("portalTheme.read"));
            await InvokeAsync(StateHasChanged);
        });
    }

    private async Task ChooseAsync(string choice) => Show(new(choice, await Js.InvokeAsync<bool>("portalTheme.choose", choice)));

    private void Show(ThemeReading reading) => (_choice, _isDark) = (reading.Choice, reading.Dark);

    private sealed record ThemeReading(string Choice, bool Dark);
}
