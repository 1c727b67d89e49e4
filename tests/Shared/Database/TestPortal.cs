using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.Models;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Tests.Database;

/// <summary>The services of Data on a database, and short ways to fill it.</summary>
public sealed class TestPortal(string connectionString, string folder) : IAsyncDisposable
{
    private readonly ServiceProvider _services = Services(connectionString, folder);

    public string ConnectionString => connectionString;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public object Get(Type type) => _services.GetRequiredService(type);

    /// <summary>A new user with a new team.</summary>
    public async Task<TeamScope> NewTeamAsync(string name = "team")
    {
        var user = new PortalUser { UserName = Guid.NewGuid().ToString("N"), DisplayName = name + "'s user", Email = name + "@example.org" };
        await using (var db = await Get<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync())
        {
            db.Users.Add(user);
            await db.SaveChangesAsync();
        }
        return await Get<AccountQueries>().CreateTeamAsync(name, user.Id, CancellationToken.None);
    }

    /// <summary>The shipped model.</summary>
    public Task<ModelVersion> NewModelAsync() => Get<ModelQueries>().RegisterShippedAsync(
        new ModelRegistration { Name = "base", Version = "1", Sha256 = new string('a', 64), Folder = "base", OptionsJson = "{}" }, CancellationToken.None);

    /// <summary>An uploaded picture, verdict pending.</summary>
    public async Task<ImageItem> NewItemAsync(TeamScope scope, string name = "face.png", byte[]? bytes = null)
    {
        var uploads = Get<UploadQueries>();
        var upload = await uploads.StartAsync(scope, CancellationToken.None);
        using var content = new MemoryStream(bytes ?? Guid.NewGuid().ToByteArray());
        return (await uploads.AddFileAsync(scope, upload, name, "image/png", content, CancellationToken.None))!;
    }

    /// <summary>A finished upload of accepted pictures with these names; text after a <c>=</c> is the content, for equal files and manifests.</summary>
    public async Task<Guid> NewUploadAsync(TeamScope scope, params string[] files)
    {
        var (uploads, work, none) = (Get<UploadQueries>(), Get<UploadWork>(), CancellationToken.None);
        var upload = await uploads.StartAsync(scope, none);
        foreach (var parts in files.Select(file => file.Split('=', 2)))
        {
            using var bytes = new MemoryStream(parts.Length > 1 ? Encoding.UTF8.GetBytes(parts[1]) : Guid.NewGuid().ToByteArray());
            var item = await uploads.AddFileAsync(scope, upload, parts[0], "image/png", bytes, none);
            var picture = parts[0].EndsWith(".png", StringComparison.Ordinal);
            await work.SetVerdictAsync(scope, item!.Id, picture ? FileVerdict.Accepted(Modality.Thermal, RadiometryBadge.Relative8, 8, 8) : FileVerdict.Rejected("not_an_image", "x", "x"), none);
        }
        await uploads.CloseAsync(scope, upload, none);
        await work.FinishAsync(scope, upload, none);
        return upload;
    }

    /// <summary>Writes what a worker would have measured of a dataset's pictures, and has them compared; default: flawless and all different.</summary>
    public async Task MeasureAsync(TeamScope scope, Guid dataset, Func<string, CaptureMeasure?>? measure = null)
    {
        var paths = new Dictionary<Guid, string>();
        await using (var command = Get<NpgsqlDataSource>().CreateCommand($"SELECT id, path FROM captures WHERE dataset_id = '{dataset}'"))
        await using (var rows = await command.ExecuteReaderAsync())
            while (await rows.ReadAsync()) paths[rows.GetGuid(0)] = rows.GetString(1);
        foreach (var (id, path) in paths)
            await Get<ViewWork>().SaveAsync(scope, id, null, null, measure is null ? new CaptureMeasure(100, 0, 1, Random.Shared.NextInt64()) : measure(path), CancellationToken.None);
        await Get<SameSceneWork>().CompareAsync(scope, dataset, CancellationToken.None);
    }

    /// <summary>A queued run of that many pictures.</summary>
    public async Task<Guid> NewRunAsync(TeamScope scope, int pictures = 1, TranslationOptions? options = null)
    {
        var model = await NewModelAsync();
        List<NewTranslationInput> inputs = [];
        for (var n = 0; n < pictures; n++) inputs.Add(new NewTranslationInput((await NewItemAsync(scope, $"face{n}.png")).Id));
        return await Get<TranslationQueries>().CreateAsync(
            scope, new NewTranslation { ModelVersionId = model.Id, Options = options ?? new(), Inputs = inputs }, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    internal static ServiceProvider Services(string connectionString, string folder) => new ServiceCollection()
        .AddLogging()
        .AddPortalData(connectionString)
        .AddFolderFileStore(Path.Combine(folder, "files"))
        .BuildServiceProvider();
}
