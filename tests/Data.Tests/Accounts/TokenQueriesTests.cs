using Npgsql;
using ThermalPortal.Data.Accounts;

namespace ThermalPortal.Data.Tests.Accounts;

public sealed class TokenQueriesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken _none = CancellationToken.None;
    private TestPortal _portal = null!;
    private TeamScope _team;

    private TokenQueries Tokens => _portal.Get<TokenQueries>();

    public async ValueTask InitializeAsync()
    {
        _portal = await postgres.NewPortalAsync();
        _team = await _portal.NewTeamAsync();
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task CreateAsync_Token_WorksIsHashedAndCanBeRevoked()
    {
        var token = await Tokens.CreateAsync(_team, "script", null, _none);
        Assert.Matches("^tp_[A-Za-z0-9_-]{43}$", token.Text);
        Assert.Equal(new TokenOwner(token.Id, _team, TeamRole.TeamAdmin), await Tokens.FindAsync(token.Text, _none));
        var row = Assert.Single(await Tokens.ListAsync(_team, _none));
        Assert.DoesNotContain(token.Text[3..], row.Hash, StringComparison.Ordinal);
        Assert.NotNull(row.LastUsedAt);
        Assert.True(await Tokens.RevokeAsync(_team, token.Id, _none));
        Assert.False(await Tokens.RevokeAsync(_team, token.Id, _none));
        Assert.Null(await Tokens.FindAsync(token.Text, _none));
        Assert.Empty(await Tokens.ListAsync(_team, _none));
    }

    [Fact]
    public async Task FindAsync_ExpiredOrLeftTheTeam_IsNobody()
    {
        var expired = await Tokens.CreateAsync(_team, "old", TimeProvider.System.GetUtcNow().AddSeconds(-1), _none);
        Assert.Null(await Tokens.FindAsync(expired.Text, _none));
        var token = await Tokens.CreateAsync(_team, "new", TimeProvider.System.GetUtcNow().AddHours(1), _none);
        Assert.NotNull(await Tokens.FindAsync(token.Text, _none));
        await _portal.Get<AccountQueries>().RemoveMemberAsync(_team, _team.UserId, _none);
        Assert.Null(await Tokens.FindAsync(token.Text, _none));
        Assert.Null(await Tokens.FindAsync("", _none));
    }

    [Fact]
    public async Task EnsureAsync_SameTextAtEveryStart_OneToken()
    {
        for (var n = 0; n < 2; n++) await Tokens.EnsureAsync(_team, "set-up", "given by the operator", _none);
        Assert.Single(await Tokens.ListAsync(_team, _none));
        Assert.Equal(_team, (await Tokens.FindAsync("given by the operator", _none))!.Scope);
    }

    [Fact]
    public async Task Members_AddedChangedRemoved_RolesAreFresh()
    {
        var accounts = _portal.Get<AccountQueries>();
        var other = await _portal.NewTeamAsync("other");
        await using (var command = _portal.Get<NpgsqlDataSource>().CreateCommand("UPDATE \"AspNetUsers\" SET normalized_email = upper(email)"))
            await command.ExecuteNonQueryAsync(_none);
        Assert.True(await accounts.AddMemberAsync(_team, " Other@example.org ", TeamRole.Viewer, _none));
        Assert.False(await accounts.AddMemberAsync(_team, "other@example.org", TeamRole.Viewer, _none));
        Assert.False(await accounts.AddMemberAsync(_team, "nobody@example.org", TeamRole.Viewer, _none));
        var scope = new TeamScope(_team.TeamId, other.UserId);
        Assert.Equal(TeamRole.Viewer, await accounts.RoleAsync(scope, _none));
        Assert.Equal(2, (await accounts.MembershipsOfAsync(other.UserId, _none)).Count);
        Assert.True(await accounts.SetRoleAsync(_team, other.UserId, TeamRole.Trainer, _none));
        Assert.Equal([TeamRole.TeamAdmin, TeamRole.Trainer], (await accounts.MembersAsync(_team, _none)).Select(m => m.Role));
        Assert.True(await accounts.RemoveMemberAsync(_team, other.UserId, _none));
        Assert.Null(await accounts.RoleAsync(scope, _none));
        Assert.True(await accounts.AnyUserAsync(_none));
    }
}
