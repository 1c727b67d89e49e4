using Npgsql;
using ThermalPortal.Web.Hosting;

namespace ThermalPortal.Web.Api;

/// <summary>For balancers and start scripts.</summary>
internal static class HealthApi
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    /// <summary>A portal that starts its own worker is ready when that has made a model known; one without a model is ready after this.</summary>
    private static readonly TimeSpan _workerStart = TimeSpan.FromSeconds(30);

    private static readonly long _since = Environment.TickCount64;

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => TypedResults.Ok(new Health("live"))).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().DisableRateLimiting()
            .WithTags("Health").WithSummary("Readiness").WithDescription("200 once the portal can work, 503 while it cannot.").Produces<Health>().ProducesProblem(503);
    }

    private static async Task<IResult> ReadyAsync(
        NpgsqlDataSource database, PortalConnection connection, IConfiguration configuration, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        try
        {
            await using var command = database.CreateCommand("SELECT EXISTS (SELECT FROM model_versions)");
            var model = await command.ExecuteScalarAsync(limit.Token) is true;
            var starting = !model && configuration.GetValue("Portal:Worker:Embedded", connection.Embedded) && Environment.TickCount64 - _since < _workerStart.TotalMilliseconds;
            return starting
                ? TypedResults.Problem("The worker is starting.", statusCode: 503, title: "Not ready")
                : TypedResults.Ok(new Health("ready"));
        }
        catch (Exception problem) when (problem is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return TypedResults.Problem("The database does not answer. The portal goes on by itself when it is back.", statusCode: 503, title: "Not ready");
        }
    }
}

/// <summary>Answer of the health checks.</summary>
public sealed record Health(string Status);
