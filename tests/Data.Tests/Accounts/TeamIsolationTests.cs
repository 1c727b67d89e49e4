using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data.Tests.Accounts;

/// <summary>
/// Calls every public query method that exists as a stranger, with ids of another team, and proves that it answers nothing of that team and
/// changes nothing of it. A method without a scope fails here until its reason is written down.
/// </summary>
public sealed partial class TeamIsolationTests(PostgresFixture postgres)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    /// <summary>Methods that cannot take a scope, and why that shows no team's rows to a person.</summary>
    private static readonly Dictionary<string, string> _unscoped = new()
    {
        ["AccountQueries.AnyUserAsync"] = "first run: yes or no",
        ["AccountQueries.MembershipsOfAsync"] = "sign-in: the user's own memberships, from which the scope is made",
        ["AccountQueries.CreateTeamAsync"] = "makes the scope",
        ["TokenQueries.FindAsync"] = "sign-in by token: the token's text proves the scope",
        ["ModelQueries.RegisterShippedAsync"] = "start of a program: shipped models belong to no team",
        ["UploadWork.ScopeOfAsync"] = "worker: makes the scope from the job's id",
        ["UploadWork.UnfinishedAsync"] = "worker: ids of jobs to be done",
        ["UploadLock.TryTakeAsync"] = "worker: a lock, no rows",
        ["ViewWork.ScopeOfAsync"] = "worker: makes the scope from the job's id",
        ["ViewWork.UnfinishedAsync"] = "worker: ids of jobs to be done",
        ["SuggestionWork.ScopeOfAsync"] = "worker: makes the scope from the job's id",
        ["SuggestionWork.UnfinishedAsync"] = "worker: ids of jobs to be done",
        ["ExportWork.FindAsync"] = "worker: makes the scope from the job's id",
        ["ExportWork.UnfinishedAsync"] = "worker: ids of jobs to be done",
        ["TrashWork.RemoveExportsAsync"] = "worker: removes what its team gave up or let expire; answers nothing",
        ["TrashWork.DueAsync"] = "worker: ids of jobs to be done",
        ["TrashWork.RemoveAsync"] = "worker: removes what its team gave up or let expire; answers yes or no",
        ["TrashWork.RemoveStoppedAsync"] = "worker: removes what its team stopped; a number",
        ["TrashWork.FreeAsync"] = "worker: a number",
        ["RunLifecycle.ClaimAsync"] = "worker: makes the lease, which holds the scope",
        ["RunDispatcher.DispatchAsync"] = "worker: ids of jobs to be done",
        ["RunDispatcher.ReconcileAsync"] = "worker: a number",
        ["RunListener.SubscribeAll"] = "worker: ids of changed runs",
        ["PortalMigrator.MigrateAsync"] = "start of a program: tables only",
    };

    /// <summary>Reads that must answer something to the team itself: else the test below would prove nothing.</summary>
    private static readonly string[] _mustAnswerOwner =
    [
        "AccountQueries.MembersAsync", "TokenQueries.ListAsync", "FileQueries.FindAsync", "UploadQueries.FindAsync", "UploadQueries.ItemsAsync", "UploadQueries.OfDatasetAsync", "UploadQueries.ReportAsync",
        "UploadWork.PendingAsync", "FolderWork.SourceAsync", "FolderWork.NamesAsync", "ImageQueries.FindAsync", "ImageQueries.PageAsync", "ModelQueries.ListAsync", "ModelQueries.FindAsync",
        "TranslationQueries.FindAsync", "TranslationQueries.ProgressAsync", "TranslationQueries.ActiveAsync", "TranslationQueries.ResultFileAsync",
        "TranslationQueries.MarkedFileAsync", "LivePreviews.ListAsync", "HistoryQueries.PageAsync", "ComparisonQueries.FindAsync", "ComparisonQueries.NewestAsync", "RunWork.LoadAsync",
        "DatasetQueries.ListAsync", "DatasetQueries.FindAsync", "CaptureQueries.PairsAsync", "CaptureQueries.TrayAsync", "CaptureQueries.FindPairAsync", "SubjectQueries.PageAsync", "AlignmentQueries.FindAsync", "SessionAlignment.PreviewAsync", "QualityQueries.DuplicatesAsync", "ViewWork.PendingAsync", "SceneQueries.FindAsync", "ScaleQueries.GroupsAsync", "ScaleQueries.AnswersAsync", "SuggestionQueries.OpenAsync", "SuggestionQueries.StateAsync", "SuggestionWork.NextAsync", "VersionQueries.ListAsync", "VersionQueries.FindAsync", "VersionQueries.ContentAsync", "TrashQueries.ListAsync",
    ];

    [Fact]
    public void Methods_WithoutScope_AreWrittenDown() => Assert.Equal(
        _unscoped.Keys.Order(), Methods().Where(method => !method.GetParameters().Any(IsScope)).Select(NameOf).Order());

    [Fact]
    public async Task Methods_CalledByAStranger_AnswerAsIfNothingWereThereAndChangeNothing()
    {
        await using var portal = await postgres.NewPortalAsync();
        var stranger = await portal.NewTeamAsync("stranger");
        var victim = await IsolationVictim.MakeAsync(portal);
        var before = await victim.DumpAsync();
        List<string> leaks = [];
        foreach (var method in Methods().Where(method => method.GetParameters().Any(IsScope)))
        {
            var unknown = Blurred(await CallAsync(portal, method, stranger, Guid.NewGuid(), victim));
            foreach (var id in victim.Ids)
            {
                var answer = await CallAsync(portal, method, stranger, id, victim);
                if (answer.Contains(IsolationVictim.Secret, StringComparison.Ordinal) || Blurred(answer) != unknown) leaks.Add($"{NameOf(method)} answers {answer}");
            }
            if (await victim.DumpAsync() is var after && after != before) leaks.Add($"{NameOf(method)} changes the other team's rows");
            before = after;
        }
        Assert.Empty(leaks);
    }

    [Fact]
    public async Task Reads_CalledByTheTeamItself_Answer()
    {
        await using var portal = await postgres.NewPortalAsync();
        var victim = await IsolationVictim.MakeAsync(portal);
        foreach (var name in _mustAnswerOwner)
        {
            var answers = "";
            foreach (var method in Methods().Where(method => NameOf(method) == name))
                foreach (var id in victim.Ids) answers += await CallAsync(portal, method, victim.Scope, id, victim);
            Assert.True(answers.Contains(IsolationVictim.Secret, StringComparison.Ordinal) || victim.Ids.Any(id => answers.Contains(id.ToString(), StringComparison.Ordinal)), $"{name} answers nothing: {answers}");
        }
    }

    [Fact]
    public async Task Model_EveryRowWithATeam_IsFiltered()
    {
        await using var portal = await postgres.NewPortalAsync();
        await using var db = await portal.Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(_none);
        var owned = db.Model.GetEntityTypes().Where(type => type.FindProperty("TeamId") is not null).ToList();
        Assert.True(owned.Count >= 10);
        Assert.All(owned, type => Assert.NotNull(type.FindDeclaredQueryFilter(PortalDbContext.TeamFilter)));
        Assert.All(owned.Where(type => type.ClrType != typeof(Data.Models.ModelVersion)), type => Assert.True(type.ClrType.IsAssignableTo(typeof(ITeamOwned))));
    }

    [Fact]
    public async Task SaveChanges_RowOfAnotherTeam_Throws()
    {
        await using var portal = await postgres.NewPortalAsync();
        var (mine, other) = (await portal.NewTeamAsync("mine"), await portal.NewTeamAsync("other"));
        await using var db = await portal.Get<IDbContextFactory<PortalDbContext>>().ForTeamAsync(mine, _none);
        db.Uploads.Add(new() { TeamId = other.TeamId, UserId = mine.UserId });
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(_none));
    }

    private static IEnumerable<MethodInfo> Methods() => typeof(PortalDbContext).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetConstructors().Any(IsQueryConstructor))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => !method.IsSpecialName);

    private static bool IsQueryConstructor(ConstructorInfo constructor) => constructor.GetParameters()
        .Any(parameter => parameter.ParameterType == typeof(NpgsqlDataSource) || parameter.ParameterType == typeof(IDbContextFactory<PortalDbContext>));

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static bool IsScope(ParameterInfo parameter) => parameter.ParameterType == typeof(TeamScope) || parameter.ParameterType == typeof(RunLease);

    /// <summary>Without ids, times and tokens, which differ from call to call.</summary>
    private static string Blurred(string json) => Changing().Replace(json, "?");

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\dT[^\"]*|tp_[^\"]*")]
    private static partial Regex Changing();

    private static async Task<string> CallAsync(TestPortal portal, MethodInfo method, TeamScope caller, Guid id, IsolationVictim victim)
    {
        var arguments = method.GetParameters().Select(parameter => victim.Argument(parameter, caller, id)).ToArray();
        try
        {
            var returned = method.Invoke(portal.Get(method.DeclaringType!), arguments);
            if (returned is not Task task) return (returned as IDisposable)?.ToString() ?? "";
            await task;
            return JsonSerializer.Serialize(task.GetType().GetProperty("Result")?.GetValue(task));
        }
        catch (Exception error) when (error is ArgumentException or DbUpdateException or PostgresException)
        {
            return ""; // refused
        }
    }
}
