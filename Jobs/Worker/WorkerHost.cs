using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ThermalPortal.Data;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Jobs.Datasets;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Engine;
using ThermalPortal.Jobs.Maintenance;
using ThermalPortal.Jobs.Models;
using ThermalPortal.Jobs.Processes;
using ThermalPortal.Jobs.Runs;
using ThermalPortal.Jobs.Translations;

namespace ThermalPortal.Jobs.Worker;

/// <summary>The worker process: serves queues, supervises its engine and decoders.</summary>
internal static class WorkerHost
{
    /// <summary>Runs until stopped. Answers the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Action<IServiceCollection>? configure, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(args);
        builder.Configuration.Sources.Insert(0, WorkerDefaults.Logging);
        if (builder.Configuration.GetConnectionString("Portal") is not { Length: > 0 } connectionString)
            return await FailAsync(["ConnectionStrings:Portal is not set: the worker needs the portal's database."]);
        var options = WorkerOptions.From(builder.Configuration);
        var engine = builder.Configuration.GetSection(EngineOptions.Section).Get<EngineOptions>() ?? new();
        var decoder = builder.Configuration.GetSection(DecoderOptions.Section).Get<DecoderOptions>() ?? new();
        var folders = builder.Configuration.GetSection(ServerFolderOptions.Section).Get<ServerFolderOptions>() ?? new();
        string dataFolder = builder.Configuration["Portal:DataFolder"] ?? ".data";
        List<string> errors = [.. options.Errors(), .. engine.Errors(), .. decoder.Errors(), .. folders.Validate(dataFolder)];
        if (errors.Count > 0) return await FailAsync(errors);

        using var parent = new Parent(options, TimeProvider.System);
        builder.Services.AddSingleton(parent);
        builder.Services.AddSingleton(folders).AddSingleton<AllowedFolders>();
        AddServices(builder.Services, connectionString, dataFolder, options, engine, decoder);
        configure?.Invoke(builder.Services);
        using var host = builder.Build();
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(WorkerHost).FullName!);
        using (var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, parent.Token))
        {
            try
            {
                await DatabaseWait.UntilReadyAsync(connectionString, host.Services.GetRequiredService<TimeProvider>(), logger, starting.Token);
                await host.Services.GetRequiredService<PortalMigrator>().MigrateAsync(starting.Token);
            }
            catch (OperationCanceledException) when (starting.IsCancellationRequested)
            {
                return 0;
            }
        }
        Log.WorkerStarts(logger, WorkerIdentity.Name, string.Join(", ", options.Queues));
        await host.RunAsync(cancellationToken);
        return 0;
    }

    private static void AddServices(
        IServiceCollection services, string connectionString, string dataFolder, WorkerOptions options, EngineOptions engine, DecoderOptions decoder)
    {
        dataFolder = Path.GetFullPath(dataFolder);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(90));
        services.AddPortalData(connectionString).AddFolderFileStore(Path.Combine(dataFolder, "files")).AddRunListener();
        services.AddSingleton(options).AddSingleton(engine).AddSingleton(decoder);
        services.AddSingleton(provider => new ScratchFolder(dataFolder, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BlobFiles>();
        services.AddHostedService<ParentService>();
        if (options.Queues.Contains(JobQueues.Interactive)) services.AddHostedService<DispatchService>().AddHostedService<ModelStart>();
        if (options.Queues.Contains(JobQueues.Import)) services.AddHostedService<UploadResume>();
        if (options.Queues.Contains(JobQueues.Maintenance)) services.AddHostedService<TrashSchedule>();
        AddChildren(services, engine, decoder);
        services.AddSingleton<RunEnd>().AddSingleton<InputTranslation>().AddSingleton<ResultFiles>().AddSingleton<RunTranslation>();
        services.AddTransient<ITranslationJob, TranslationJob>();
        services.AddSingleton<ArchiveIntake>().AddSingleton<FolderIntake>().AddSingleton<PhotoIntake>().AddSingleton<FileJudge>().AddSingleton<PairFaces>();
        services.AddTransient<IImportJob, ImportJob>().AddTransient<IViewsJob, ViewsJob>().AddTransient<ISuggestionJob, SuggestionJob>().AddTransient<IExportJob, ExportJob>().AddTransient<IDemoJob, DemoJob>().AddTransient<ITrashJob, TrashJob>();
        services.AddJobQueue(connectionString, options);
    }

    private static void AddChildren(IServiceCollection services, EngineOptions engine, DecoderOptions decoder)
    {
        services.TryAddKeyedSingleton(ChildVerbs.Engine, ChildCommand.OfThisProgram(ChildVerbs.Engine, engine.ToEnvironment()));
        services.TryAddKeyedSingleton(ChildVerbs.Decoder, ChildCommand.OfThisProgram(ChildVerbs.Decoder, decoder.ToEnvironment()));
        services.AddSingleton<EngineSupervisor>();
        services.AddSingleton<EngineQueue>().AddHostedService(provider => provider.GetRequiredService<EngineQueue>());
        // A file that hangs its reader holds up only its own kind of work.
        services.AddKeyedSingleton<DecoderSupervisor>(JobQueues.Interactive);
        services.AddKeyedSingleton<DecoderSupervisor>(JobQueues.Import);
        services.AddKeyedSingleton(JobQueues.Views, (provider, _) => // hours of measuring must not slow the translation somebody waits for
            ActivatorUtilities.CreateInstance<DecoderSupervisor>(provider, provider.GetRequiredKeyedService<ChildCommand>(ChildVerbs.Decoder) with { Background = true }));
    }

    private static async Task<int> FailAsync(IEnumerable<string> errors)
    {
        foreach (string error in errors) await Console.Error.WriteLineAsync(error);
        return 2;
    }
}
