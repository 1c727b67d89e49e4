using Microsoft.AspNetCore.Components;
using MudBlazor;
using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Components.Controls;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>A square over the thermal picture; answers a <see cref="CropRectangle"/> in input pixels.</summary>
public sealed partial class CropDialog
{
    private ElementReference _frame;
    private readonly PageScript _script = new("crop.js");

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;
    [Parameter] public Guid PictureId { get; set; }

    /// <summary>Size of the input, pixels; the preview may be smaller.</summary>
    [Parameter] public int? InputWidth { get; set; }

    [Parameter] public int? InputHeight { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await _script.AttachAsync(Js, _frame);
    }

    private async Task UseAsync()
    {
        if (!_script.IsAttached) return; // pressed before there is a square
        var (x, y, width, height, naturalWidth, naturalHeight) = await _script.AskAsync<Shares>("read");
        var (w, h) = (InputWidth ?? naturalWidth, InputHeight ?? naturalHeight);
        Dialog.Close(DialogResult.Ok(new CropRectangle(x * w, y * h, width * w, height * h)));
    }

    public ValueTask DisposeAsync() => _script.DisposeAsync();

    private sealed record Shares(double X, double Y, double Width, double Height, int NaturalWidth, int NaturalHeight);
}
