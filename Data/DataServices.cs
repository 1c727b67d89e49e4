using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Export.Archives;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.People;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Data.Datasets.Suggestions;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Models;
using ThermalPortal.Data.Translations;
using ThermalPortal.Data.Translations.Comparing;

namespace ThermalPortal.Data;

/// <summary>Registers everything of this assembly.</summary>
public static class DataServices
{
    private static readonly ServiceProvider _identity = new ServiceCollection()
        .Configure<IdentityOptions>(o => (o.Stores.SchemaVersion, o.Stores.MaxLengthForKeys) = (IdentitySchemaVersions.Version3, 128))
        .BuildServiceProvider();

    /// <summary>Adds the context, its factory and all queries. Add an <see cref="IFileStore"/> beside it (<see cref="AddFolderFileStore"/>).</summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">Npgsql connection string of the portal's database.</param>
    public static IServiceCollection AddPortalData(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new RunLifecycleOptions());
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddDbContextFactory<PortalDbContext>((provider, options) =>
        {
            UsePortalDatabase(options, provider.GetRequiredService<NpgsqlDataSource>());
            if (provider.GetService<ILoggerFactory>() is { } loggers) options.UseLoggerFactory(loggers);
        });
        services.AddSingleton<PortalMigrator>();
        services.AddSingleton<AccountQueries>();
        services.AddSingleton<TokenQueries>();
        services.AddSingleton<FileQueries>();
        services.AddSingleton<UploadQueries>();
        services.AddSingleton<UploadWork>();
        services.AddSingleton<UploadLock>();
        services.AddSingleton<FolderWork>();
        services.AddSingleton<ImageQueries>();
        services.AddSingleton<DatasetQueries>();
        services.AddSingleton<DatasetImport>();
        services.AddSingleton<CaptureQueries>();
        services.AddSingleton<SubjectQueries>();
        services.AddSingleton<IdentityQueries>();
        services.AddSingleton<QualityQueries>();
        services.AddSingleton<MapQueries>();
        services.AddSingleton<SameSceneWork>();
        services.AddSingleton<ReviewQueries>();
        services.AddSingleton<LabelQueries>();
        services.AddSingleton<SceneQueries>();
        services.AddSingleton<ScaleQueries>();
        services.AddSingleton<SuggestionQueries>();
        services.AddSingleton<SuggestionWork>();
        services.AddSingleton<AlignmentQueries>();
        services.AddSingleton<SessionAlignment>();
        services.AddSingleton<VersionQueries>();
        services.AddSingleton<VersionArchive>();
        services.AddSingleton<ExportQueries>();
        services.AddSingleton<ExportWork>();
        services.AddSingleton<ViewWork>();
        services.AddSingleton<TrashQueries>();
        services.AddSingleton<TrashWork>();
        services.AddSingleton<ModelQueries>();
        services.AddSingleton<TranslationQueries>();
        services.AddSingleton<HistoryQueries>();
        services.AddSingleton<ComparisonQueries>();
        services.AddSingleton<RunLifecycle>();
        services.AddSingleton<RunDispatcher>();
        services.AddSingleton<RunWork>();
        services.AddSingleton<LivePreviews>();
        services.AddSingleton<RunListener>();
        return services;
    }

    /// <summary>Starts the <see cref="RunListener"/> with the host.</summary>
    public static IServiceCollection AddRunListener(this IServiceCollection services) =>
        services.AddHostedService(provider => provider.GetRequiredService<RunListener>());

    /// <summary>Keeps blobs in a local folder.</summary>
    public static IServiceCollection AddFolderFileStore(this IServiceCollection services, string folder) =>
        services.AddSingleton<IFileStore>(provider => new FolderFileStore(folder, provider.GetRequiredService<TimeProvider>()));

    internal static void UsePortalDatabase(DbContextOptionsBuilder options, NpgsqlDataSource source) => Configure(options.UseNpgsql(source));

    internal static void UsePortalDatabase(DbContextOptionsBuilder options, string connectionString) => Configure(options.UseNpgsql(connectionString));

    // Identity shapes its tables by the host's IdentityOptions; fixed ones keep the tables equal in Web, Jobs, tests and migrations.
    private static void Configure(DbContextOptionsBuilder options) => options
        .UseSnakeCaseNamingConvention()
        .UseApplicationServiceProvider(_identity);
}
