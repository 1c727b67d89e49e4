using Microsoft.JSInterop;

namespace ThermalPortal.Web.Components.Controls;

/// <summary>A script of ours that works beside a component: its <c>attach</c> answers an object, whose <c>dispose</c> takes everything off again.</summary>
/// <param name="file">Its file in <c>js/</c>.</param>
internal sealed class PageScript(string file) : IAsyncDisposable
{
    private IJSObjectReference? _module, _attached;
    private Task _attaching = Task.CompletedTask;
    private bool _disposed;

    public bool IsAttached => _attached is not null;

    /// <summary>Attaches it, anew where it was; nothing when the component has gone meanwhile. Asked again before it is done, it does so one after the other.</summary>
    public Task AttachAsync(IJSRuntime js, params object?[] arguments) => _attaching = AttachAsync(_attaching, js, arguments);

    private async Task AttachAsync(Task before, IJSRuntime js, object?[] arguments)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_disposed) return;
        await DetachAsync();
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", $"./js/{file}");
        if (!_disposed) _attached = await _module.InvokeAsync<IJSObjectReference>("attach", arguments);
        if (_disposed) await ReleaseAsync();
    }

    /// <summary>Calls a function of what was attached; nothing before.</summary>
    public async Task CallAsync(string function, params object?[] arguments)
    {
        if (_attached is not null) await _attached.InvokeVoidAsync(function, arguments);
    }

    /// <summary>Asks what was attached.</summary>
    /// <exception cref="InvalidOperationException">Nothing is attached yet.</exception>
    public async Task<T> AskAsync<T>(string function) => await (_attached ?? throw new InvalidOperationException($"{file} is not attached yet.")).InvokeAsync<T>(function);

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await ReleaseAsync();
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await DetachAsync();
            if (_module is not { } module) return;
            _module = null;
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser left first.
        }
    }

    private async Task DetachAsync()
    {
        if (_attached is not { } attached) return;
        _attached = null;
        await attached.InvokeVoidAsync("dispose");
        await attached.DisposeAsync();
    }
}
