using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Web.Components.Controls;

namespace ThermalPortal.Web.Components.Pages.Datasets.Alignments;

/// <summary>Both pictures, their points, and how they lie on each other. The script (js/alignment.js) tells what hands do; what it means is decided here.</summary>
public sealed partial class BenchView
{
    private ElementReference _root;
    private readonly PageScript _script = new("alignment.js");
    private DotNetObjectReference<BenchView>? _self;
    private int _zoom = 1;
    private int? _selected;
    private PointPair _focus = new(default, default);

    [Parameter, EditorRequired] public required AlignmentBench Bench { get; set; }

    [Parameter, EditorRequired] public required PictureSize Thermal { get; set; }

    [Parameter, EditorRequired] public required PictureSize Visible { get; set; }

    /// <summary>Address of the thermal values (16-bit PNG that says its scale).</summary>
    [Parameter, EditorRequired] public required string FrameUrl { get; set; }

    [Parameter, EditorRequired] public required string VisibleUrl { get; set; }

    /// <summary>Face points found in both pictures.</summary>
    [Parameter] public IReadOnlyList<PointPair> Detected { get; set; } = [];

    /// <summary>After every change of the bench.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private string Explained => Bench.IsKept ? "of this pair's own face points; the transform was not fitted to them"
        : Bench.IsExact ? $"with {Bench.Placed.Count} points, which it fits exactly whatever they are: add one to see how good it is"
        : "root of the mean squared residual, thermal pixels";

    protected override void OnInitialized() => _focus = new(Thermal.Middle, Visible.Middle);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        await _script.AttachAsync(Js, _root, FrameUrl, _self);
    }

    /// <summary>A point is dragged, or was put down.</summary>
    [JSInvokable]
    public Task MoveAsync(PictureSide side, int index, double x, double y, bool further) => ChangeAsync(() => Bench.Move(side, index, new(x, y), further));

    /// <summary>A point is moved by key, pixels; a key that is held is one movement.</summary>
    [JSInvokable]
    public Task NudgeAsync(PictureSide side, int index, double dx, double dy, bool further) => ChangeAsync(() =>
    {
        if (index < Bench.Points.Count && Bench.Points[index].In(side) is var p) Bench.Move(side, index, new(p.X + dx, p.Y + dy), further);
    });

    /// <summary>Somebody clicked into a picture.</summary>
    [JSInvokable]
    public Task AddAsync(PictureSide side, double x, double y) => ChangeAsync(() => Select(Bench.Add(side, new(x, y))));

    [JSInvokable]
    public Task AddMiddleAsync() => AddAsync(PictureSide.Thermal, Thermal.Middle.X, Thermal.Middle.Y);

    [JSInvokable]
    public Task RemoveAsync(int index) => ChangeAsync(() => Bench.Remove(index));

    [JSInvokable]
    public Task UndoAsync() => ChangeAsync(Bench.Undo);

    [JSInvokable]
    public Task RedoAsync() => ChangeAsync(Bench.Redo);

    public async ValueTask DisposeAsync()
    {
        await _script.DisposeAsync();
        _self?.Dispose();
    }

    private Task TakeDetectedAsync() => ChangeAsync(() => Bench.Replace(Detected));

    private Task ChooseAsync(ChangeEventArgs change) => Enum.TryParse<TransformKind>(change.Value?.ToString(), out var kind) ? ChangeAsync(() => Bench.Choose(kind)) : Task.CompletedTask;

    private void Select(int index)
    {
        _selected = index;
        if (index < Bench.Points.Count) _focus = Bench.Points[index].Pair;
    }

    private async Task ChangeAsync(Action change)
    {
        change();
        if (_selected >= Bench.Points.Count) _selected = null;
        StateHasChanged();
        await OnChanged.InvokeAsync();
    }
}
