using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using MudBlazor;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Account;

/// <summary>Who is signed in, and their API tokens.</summary>
public sealed partial class AccountPage
{
    private static readonly int[] _spans = [30, 90, 365, 0];

    private TeamScope _scope;
    private string? _name, _team;
    private string _tokenName = "";
    private int _days = 90;
    private bool _copied;
    private NewToken? _new;
    private IReadOnlyList<ApiToken>? _tokens;

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private TokenQueries Tokens { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private IDialogService Dialogs { get; set; } = default!;

    [Inject] private IJSRuntime Js { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var user = (await Session).User;
        (_scope, _name) = (user.Scope(), user.Identity?.Name);
        _team = (await Accounts.MembershipsOfAsync(_scope.UserId, CancellationToken.None)).FirstOrDefault(m => m.TeamId == _scope.TeamId)?.TeamName;
        await LoadAsync();
    }

    private static string Span(int days) => days switch
    {
        0 => "No end",
        365 => "1 year",
        _ => $"{days} days",
    };

    private async Task LoadAsync() => _tokens = await Tokens.ListAsync(_scope, CancellationToken.None);

    private async Task CreateAsync()
    {
        if (string.IsNullOrWhiteSpace(_tokenName) || await Accounts.RoleAsync(_scope, CancellationToken.None) is null) return;
        DateTimeOffset? end = _days == 0 ? null : Time.GetUtcNow().AddDays(_days);
        _new = await Tokens.CreateAsync(_scope, _tokenName.Trim(), end, CancellationToken.None);
        (_tokenName, _copied) = ("", false);
        await LoadAsync();
    }

    private async Task CopyAsync()
    {
        await Js.InvokeVoidAsync("navigator.clipboard.writeText", _new!.Text);
        _copied = true;
    }

    private async Task RevokeAsync(ApiToken token)
    {
        var sure = await Dialogs.ShowMessageBoxAsync($"Revoke “{token.Name}”?", "Programs that use it are refused at once.", yesText: "Revoke", cancelText: "Keep");
        if (sure != true) return;
        await Tokens.RevokeAsync(_scope, token.Id, CancellationToken.None);
        if (_new?.Id == token.Id) _new = null;
        await LoadAsync();
    }
}
