using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ThermalPortal.Web.Components.Controls;

/// <summary>Takes files by drop, paste or choice and sends them by HTTP (<c>js/uploads.js</c>); the page hears only how far it is.</summary>
public sealed partial class DropZone
{
    private ElementReference _root;
    private DotNetObjectReference<DropZone>? _self;
    private readonly PageScript _script = new("uploads.js");
    private int _sent, _total;
    private long _sentBytes, _totalBytes;
    private string? _error;
    private bool _paused;

    [Parameter] public bool Compact { get; set; }

    [Parameter] public string Title { get; set; } = "Drop thermal pictures here";

    [Parameter] public string Hint { get; set; } = "One or many, a folder, or an archive (zip, tar, tar.gz). Radiometric JPEG, 16-bit or 8-bit PNG and TIFF, palette pictures.";

    /// <summary>An upload arrived and is being checked; the argument is its id.</summary>
    [Parameter] public EventCallback<Guid> OnUploaded { get; set; }

    private string Percent => (_totalBytes == 0 ? 1 : (double)_sentBytes / _totalBytes).ToString("0%", CultureInfo.InvariantCulture);

    private string Line => _error ?? $"{(_paused ? "Paused at" : "Sending")} {_sent:N0} of {_total:N0} {(_total == 1 ? "file" : "files")} · {Percent}{Volume}";

    /// <summary>How many bytes, where there are enough to care.</summary>
    private string Volume => _totalBytes switch
    {
        < 10_000_000 => "",
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $" · {_sentBytes / 1e6:0} of {_totalBytes / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $" · {_sentBytes / 1e9:0.00} of {_totalBytes / 1e9:0.00} GB"),
    };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        await _script.AttachAsync(Js, _root, _self);
        StateHasChanged(); // the inputs open only now: a file chosen earlier would be lost
    }

    [JSInvokable]
    public void OnUploadProgress(int sentFiles, int totalFiles, long sentBytes, long totalBytes)
    {
        (_sent, _total, _sentBytes, _totalBytes, _error) = (sentFiles, totalFiles, sentBytes, totalBytes, null);
        StateHasChanged();
    }

    [JSInvokable]
    public async Task OnUploadEnded(Guid? uploadId, int failedFiles, string? error)
    {
        _paused = false;
        if (error is null) _total = 0;
        else _error = failedFiles == 0 ? error : $"{failedFiles:N0} {(failedFiles == 1 ? "file was" : "files were")} not sent: {error}";
        StateHasChanged();
        if (uploadId is { } id) await OnUploaded.InvokeAsync(id);
    }

    private async Task RetryAsync()
    {
        _error = null;
        await _script.CallAsync("retry");
    }

    private async Task PauseAsync()
    {
        _paused = !_paused;
        await _script.CallAsync(_paused ? "pause" : "resume");
    }

    private Task LeaveOutAsync() => _script.CallAsync("leaveOut");

    private async Task CancelAsync()
    {
        (_total, _paused) = (0, false);
        await _script.CallAsync("cancel");
    }

    public async ValueTask DisposeAsync()
    {
        await _script.DisposeAsync();
        _self?.Dispose();
    }
}
