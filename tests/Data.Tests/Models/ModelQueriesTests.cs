using ThermalPortal.Data.Models;

namespace ThermalPortal.Data.Tests.Models;

public sealed class ModelQueriesTests(PostgresFixture postgres)
{
    private static readonly CancellationToken _none = CancellationToken.None;

    [Fact]
    public async Task ResolveAsync_WhatPeopleWrite_FindsTheModel()
    {
        await using var portal = await postgres.NewPortalAsync();
        var (team, other) = (await portal.NewTeamAsync("a"), await portal.NewTeamAsync("b"));
        var models = portal.Get<ModelQueries>();
        Assert.Null(await models.ResolveAsync(team, null, _none));
        var old = await models.RegisterShippedAsync(Model("base", "1", 'a'), _none);
        var shipped = await models.RegisterShippedAsync(Model("base", "2", 'b'), _none);
        var own = await models.RegisterAsync(team, Model("tuned", "1", 'c'), _none);

        Assert.Equal(shipped.Id, (await models.ResolveAsync(team, "", _none))!.Id);
        Assert.Equal(shipped.Id, (await models.ResolveAsync(team, "base", _none))!.Id);
        Assert.Equal(old.Id, (await models.ResolveAsync(team, "base@1", _none))!.Id);
        Assert.Equal(own.Id, (await models.ResolveAsync(team, "CCCCCCCC", _none))!.Id);
        Assert.Equal(own.Id, (await models.ResolveAsync(team, own.Id.ToString(), _none))!.Id);
        Assert.Null(await models.ResolveAsync(other, "tuned", _none));
        Assert.Null(await models.ResolveAsync(team, "ccc", _none));
        Assert.Equal([shipped.Id, own.Id, old.Id], (await models.ListAsync(team, _none)).Select(m => m.Id));
        Assert.Equal(2, (await models.ListAsync(other, _none)).Count);
    }

    [Fact]
    public async Task RegisterShippedAsync_ManyAtOnceAndAgain_OneDefaultRowWithTheNewFolder()
    {
        await using var portal = await postgres.NewPortalAsync();
        var team = await portal.NewTeamAsync();
        var models = portal.Get<ModelQueries>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => models.RegisterShippedAsync(Model("base", "1", 'a') with { Folder = $"folder{n}" }, _none))));
        await models.RegisterShippedAsync(Model("base", "1", 'a') with { Folder = "moved" }, _none);
        var row = Assert.Single(await models.ListAsync(team, _none));
        Assert.Equal(("moved", true, null), (row.Folder, row.IsDefault, row.TeamId));
    }

    private static ModelRegistration Model(string name, string version, char hash) =>
        new() { Name = name, Version = version, Sha256 = new string(hash, 64), Folder = "f", OptionsJson = "{\"a\":1}" };
}
