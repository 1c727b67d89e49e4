using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Translations.Comparing;
using ThermalPortal.Web.Components.Pages.Translate;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Compare;

/// <summary>A result against the thermal crop it was made from and, where it is known, the true visible picture of the same crop. View and pictures are in the address (js/compare.js writes them).</summary>
public sealed partial class ComparePage
{
    private ResultComparison? _view;
    private IReadOnlyList<ComparedPicture> _pictures = [];
    private bool _missing;

    [Parameter] public Guid ResultId { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private ComparisonQueries Comparisons { get; set; } = default!;

    [Inject] private TranslationStarter Starter { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (_view?.Result.Id == ResultId) return; // only the view in the address changed
        var scope = (await Session).User.Scope();
        var view = await Comparisons.FindAsync(scope, ResultId, CancellationToken.None);
        IReadOnlyList<ComparedPicture> pictures = view is null ? [] : [.. await PicturesAsync(scope, view)];
        (_view, _pictures, _missing) = (view, pictures, view is null); // together: the page is drawn between awaits
    }

    private async Task<IEnumerable<ComparedPicture>> PicturesAsync(TeamScope scope, ResultComparison view)
    {
        var thermal = view.Result.AlignedThermalFileId is { } file ? new ComparedPicture("thermal", "Thermal, as the model saw it", $"/api/v1/files/{file}") : null;
        var generated = new ComparedPicture("generated", "Generated (synthesised)", $"/api/v1/results/{view.Result.Id}");
        return new[] { thermal, generated, await TruthAsync(scope, view) }.OfType<ComparedPicture>();
    }

    private async Task<ComparedPicture?> TruthAsync(TeamScope scope, ResultComparison view)
    {
        if (view.Truth is { } truth) return ComparedPicture.Of(truth);
        return view.Width > 0 && await Starter.TruthOfAsync(scope, view.FileId, view.FileName, CancellationToken.None) is { } url ? ComparedPicture.OfSample(url, view) : null;
    }

    private static string PairAddress(TruePicture truth, string lab = "") => $"/datasets/{truth.DatasetId}/pairs/{truth.PairId}{lab}";
}
