using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Web.Api;
using ThermalPortal.Web.Components.Controls;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Pictures of a dataset laid out by what they look like, one kind at a time. The browser does it (<c>js/map.js</c>); the kind is in the address.</summary>
public sealed partial class MapPage : IAsyncDisposable
{
    private static readonly Modality[] Kinds = [Modality.Visible, Modality.Thermal];
    private ElementReference _root;
    private DatasetSummary? _dataset;
    private readonly PageScript _script = new("map.js");
    private DotNetObjectReference<MapPage>? _self;
    private MapPicture? _shown;
    private Modality? _attached;
    private bool _missing;

    [Parameter] public Guid DatasetId { get; set; }

    [SupplyParameterFromQuery(Name = "modality")] private string? KindQuery { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private DatasetQueries Datasets { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    private string By { get; set; } = "subject";

    private Modality Kind => QueryWord.Read("modality", KindQuery, Kinds, out var kind) is null ? kind ?? Modality.Visible : Modality.Visible;

    /// <summary>The browser tells which picture is looked at.</summary>
    [JSInvokable]
    public void Show(MapPicture picture)
    {
        _shown = picture;
        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        _dataset = await Datasets.FindAsync((await Session).User.Scope(), DatasetId, CancellationToken.None);
        _missing = _dataset is null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_dataset is null || _attached == Kind) return;
        _attached = Kind;
        _shown = null;
        _self ??= DotNetObjectReference.Create(this);
        await _script.AttachAsync(Js, _root, $"/api/v1/datasets/{DatasetId}/map?modality={QueryWord.Of(Kind)}", By, _self);
    }

    public async ValueTask DisposeAsync()
    {
        await _script.DisposeAsync();
        _self?.Dispose();
    }

    private Task RecolourAsync() => _script.CallAsync("colourBy", By);

    private string Address(Modality kind) => $"/datasets/{DatasetId}/map?modality={QueryWord.Of(kind)}";
}
