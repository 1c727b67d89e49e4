using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace ThermalPortal.Jobs.Worker;

/// <summary>The queue: at least once, by sliding invisibility, never retried by itself (the run's row counts attempts).</summary>
internal static class HangfireSetup
{
    private static readonly TimeSpan _shutdown = TimeSpan.FromSeconds(60);

    public static IServiceCollection AddJobQueue(this IServiceCollection services, string connectionString, WorkerOptions options)
    {
        services.AddHangfire(hangfire =>
        {
            hangfire
                .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
                .UseSimpleAssemblyNameTypeSerializer()
                .UseRecommendedSerializerSettings()
                .UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(connectionString), StorageOptions());
            foreach (var retry in GlobalJobFilters.Filters.Where(f => f.Instance is AutomaticRetryAttribute).ToList())
                GlobalJobFilters.Filters.Remove(retry.Instance);
            hangfire.UseFilter(new AutomaticRetryAttribute { Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail });
        });
        // One server a queue: each has its own number of workers, so imports never wait for translations.
        foreach (string queue in options.Queues)
        {
            services.AddHangfireServer(server =>
            {
                server.ServerName = $"{WorkerIdentity.Name}:{queue}";
                server.Queues = [queue];
                server.WorkerCount = options.CountFor(queue);
                server.ShutdownTimeout = _shutdown;
                server.CancellationCheckInterval = TimeSpan.FromSeconds(5);
                server.HeartbeatInterval = TimeSpan.FromSeconds(15);
            });
        }
        return services;
    }

    private static PostgreSqlStorageOptions StorageOptions() => new()
    {
        // A job is taken over 5 minutes after its worker stopped refreshing it; the reconciler is quicker, by the run's lease.
        InvisibilityTimeout = TimeSpan.FromMinutes(5),
        UseSlidingInvisibilityTimeout = true,
        QueuePollInterval = TimeSpan.FromSeconds(1),
        EnableLongPolling = true,
        PrepareSchemaIfNecessary = true,
    };
}
