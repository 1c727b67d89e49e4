using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Models;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data;

/// <summary>Registers everything of this assembly.</summary>
public static class DataServices
{
    /// <summary>Adds the context, its factory and all queries. Add an <see cref="IFileStore"/> beside it (<see cref="AddFolderFileStore"/>).</summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">Npgsql connection string of the portal's database.</param>
    public static IServiceCollection AddPortalData(this IServiceCollection services, string connectionString)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new RunLifecycleOptions());
        services.AddSingleton(_ => NpgsqlDataSource.Create(connectionString));
        services.AddDbContextFactory<PortalDbContext>((provider, options) => UsePortalDatabase(options, provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<PortalMigrator>();
        services.AddSingleton<AccountQueries>();
        services.AddSingleton<TokenQueries>();
        services.AddSingleton<FileQueries>();
        services.AddSingleton<UploadQueries>();
        services.AddSingleton<ImageQueries>();
        services.AddSingleton<ModelQueries>();
        services.AddSingleton<TranslationQueries>();
        services.AddSingleton<RunLifecycle>();
        services.AddSingleton<RunWork>();
        services.AddSingleton<RunListener>();
        return services;
    }

    /// <summary>Keeps blobs in a local folder.</summary>
    public static IServiceCollection AddFolderFileStore(this IServiceCollection services, string folder) =>
        services.AddSingleton<IFileStore>(provider => new FolderFileStore(folder, provider.GetRequiredService<TimeProvider>()));

    internal static void UsePortalDatabase(DbContextOptionsBuilder options, NpgsqlDataSource source) =>
        options.UseNpgsql(source).UseSnakeCaseNamingConvention();

    internal static void UsePortalDatabase(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString).UseSnakeCaseNamingConvention();
}
