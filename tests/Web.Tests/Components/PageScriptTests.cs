using Microsoft.JSInterop;
using ThermalPortal.Web.Components.Controls;

namespace ThermalPortal.Web.Tests.Components;

public sealed class PageScriptTests
{
    [Fact]
    public async Task Attach_Again_TakesTheFirstOff()
    {
        await using var browser = new Browser();
        var script = new PageScript("map.js");
        await script.AttachAsync(browser, "a");
        await script.AttachAsync(browser, "b");
        Assert.Equal(["import ./js/map.js", "attach a", "dispose", "release", "attach b"], browser.Calls);
        await script.DisposeAsync();
        Assert.Equal(["dispose", "release", "release"], browser.Calls[5..]);
        Assert.False(script.IsAttached);
    }

    [Fact]
    public async Task Attach_TwiceAtOnce_LeavesTheLast()
    {
        await using var browser = new Browser();
        var script = new PageScript("map.js");
        var gate = new TaskCompletionSource();
        browser.Hold = ("attach", gate.Task);
        var attaching = new[] { script.AttachAsync(browser, "a"), script.AttachAsync(browser, "b") };
        gate.SetResult();
        await Task.WhenAll(attaching);
        Assert.Equal(["import ./js/map.js", "attach a", "dispose", "release", "attach b"], browser.Calls);
    }

    /// <summary>A page that is left while its script loads leaves nothing behind.</summary>
    [Theory]
    [InlineData("import"), InlineData("attach")]
    public async Task Dispose_WhileAttaching_LeavesNothing(string late)
    {
        await using var browser = new Browser();
        var script = new PageScript("map.js");
        var gate = new TaskCompletionSource();
        browser.Hold = (late, gate.Task);
        var attaching = script.AttachAsync(browser, "a");
        await script.DisposeAsync();
        gate.SetResult();
        await attaching;
        Assert.False(script.IsAttached);
        Assert.Equal(late == "import" ? ["import ./js/map.js", "release"] : ["import ./js/map.js", "attach a", "release", "dispose", "release"], browser.Calls);
    }

    [Fact]
    public async Task Call_NothingAttached_DoesNothingAndAskingSaysSo()
    {
        await using var browser = new Browser();
        var script = new PageScript("map.js");
        await script.CallAsync("pause");
        Assert.Contains("map.js", (await Assert.ThrowsAsync<InvalidOperationException>(() => script.AskAsync<int>("read"))).Message, StringComparison.Ordinal);
        await script.AttachAsync(browser);
        await script.CallAsync("pause", 3);
        Assert.Equal("pause 3", browser.Calls[^1]);
    }

    private sealed class Browser : IJSRuntime, IJSObjectReference
    {
        public List<string> Calls { get; } = [];

        public (string Function, Task Until)? Hold { get; set; }

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Calls.Add($"{identifier} {string.Join(' ', args ?? [])}".Trim());
            if (Hold is { } hold && hold.Function == identifier)
                await hold.Until;
            return this is TValue value ? value : default!;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync()
        {
            Calls.Add("release");
            return ValueTask.CompletedTask;
        }
    }
}
