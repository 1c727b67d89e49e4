using Hangfire;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Web.Api;
using ThermalPortal.Web.Components.Controls;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Walks the allowed folders of the server and starts an upload from one. Nothing is shown where none is allowed, or to others than administrators.</summary>
public sealed partial class ServerFolderPanel
{
    private const int MostShown = 500;

    private TeamScope _scope;
    private FolderListing? _listing;
    private string? _root, _error;
    private string _path = "";
    private bool _allowed, _open, _busy;

    /// <summary>An upload has begun; the argument is its id.</summary>
    [Parameter] public EventCallback<Guid> OnUploaded { get; set; }

    [CascadingParameter] private Task<AuthenticationState> Session { get; set; } = default!;

    [Inject] private AllowedFolders Allowed { get; set; } = default!;

    [Inject] private AccountQueries Accounts { get; set; } = default!;

    [Inject] private UploadQueries Uploads { get; set; } = default!;

    [Inject] private IBackgroundJobClient Queue { get; set; } = default!;

    private IReadOnlyList<string> Roots => Allowed.RootsOf(_scope.TeamId);

    private IReadOnlyList<string> Names => _root is null ? Roots : _listing?.Folders ?? [];

    /// <summary>The way from the allowed folder to here, each step with its path.</summary>
    private IEnumerable<(string Name, string Path)> Steps
    {
        get
        {
            if (_root is null) yield break;
            yield return (_root, "");
            var parts = _path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < parts.Length; i++) yield return (parts[i], string.Join('/', parts[..(i + 1)]));
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _scope = (await Session).User.Scope();
        _allowed = Roots.Count > 0 && await IsAdministratorAsync();
    }

    private static string Contents(FolderListing here) => (here.Folders.Count, here.Files) switch
    {
        (0, 0) => "It is empty.",
        (var folders, 0) => $"{folders:N0} {(folders == 1 ? "folder" : "folders")}.",
        (0, var files) => $"{files:N0} {(files == 1 ? "file" : "files")}, {ByteSize.Of(here.Bytes)}.",
        var (folders, files) => $"{folders:N0} {(folders == 1 ? "folder" : "folders")} and {files:N0} {(files == 1 ? "file" : "files")}, {ByteSize.Of(here.Bytes)}.",
    };

    private Task OpenAsync()
    {
        _open = true;
        return GoAsync(Roots.Count == 1 ? Roots[0] : null, "");
    }

    private Task EnterAsync(string name) => _root is null ? GoAsync(name, "") : GoAsync(_root, _path.Length == 0 ? name : $"{_path}/{name}");

    private async Task GoAsync(string? root, string path)
    {
        (_root, _path, _listing, _error) = (root, path, null, null);
        if (root is null) return;
        if (!await IsAdministratorAsync()) // asked again: the role may be gone since the page was opened
        {
            (_root, _error) = (null, Words.NotAllowed);
            return;
        }
        try
        {
            if (Allowed.Find(_scope.TeamId, root, path, out _error) is { } folder) _listing = await Task.Run(folder.List);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _error = ServerFoldersApi.Unreadable;
        }
    }

    private async Task TakeAsync()
    {
        _busy = true;
        try
        {
            if (!await IsAdministratorAsync()) _error = Words.NotAllowed;
            else if (Allowed.Find(_scope.TeamId, _root!, _path, out _error) is { } folder)
            {
                var id = await Uploads.StartAsync(_scope, new FolderSource(folder.Root, folder.Path), CancellationToken.None);
                Queue.EnqueueImport(id);
                await OnUploaded.InvokeAsync(id);
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task<bool> IsAdministratorAsync() => await Accounts.RoleAsync(_scope, CancellationToken.None) is TeamRole.TeamAdmin;
}
