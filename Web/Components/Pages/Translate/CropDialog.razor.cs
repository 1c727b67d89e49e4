using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>A square over the thermal picture; answers a <see cref="CropRectangle"/> in input pixels.</summary>
public sealed partial class CropDialog
{
    private ElementReference _frame;
    private IJSObjectReference? _module, _tool;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;
    [Parameter] public Guid PictureId { get; set; }

    /// <summary>Size of the input, pixels; the preview may be smaller.</summary>
    [Parameter] public int? InputWidth { get; set; }

    [Parameter] public int? InputHeight { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./js/crop.js");
        _tool = await _module.InvokeAsync<IJSObjectReference>("attach", _frame);
    }

    private async Task UseAsync()
    {
        var (x, y, width, height, naturalWidth, naturalHeight) = await _tool!.InvokeAsync<Shares>("read");
        var (w, h) = (InputWidth ?? naturalWidth, InputHeight ?? naturalHeight);
        Dialog.Close(DialogResult.Ok(new CropRectangle(x * w, y * h, width * w, height * h)));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_tool is not null) await _tool.DisposeAsync();
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser left first.
        }
    }

    private sealed record Shares(double X, double Y, double Width, double Height, int NaturalWidth, int NaturalHeight);
}
