using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ThermalPortal.Data.Models;
using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Models;

/// <summary>Makes the shipped model known at start and has the engine load it, so that the first translation need not wait.</summary>
internal sealed class ModelStart(
    IConfiguration configuration, ModelQueries models, EngineSupervisor engine, ILogger<ModelStart> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string folder = ShippedModel.FolderOf(configuration);
        try
        {
            await models.RegisterShippedAsync(ShippedModel.Read(folder), stoppingToken);
            await engine.WarmAsync(folder, stoppingToken);
        }
        catch (Exception e) when (e is InvalidDataException or DbException or TimeoutException or EngineLostException or EngineFaultException)
        {
            // Runs that need it say so themselves.
            Log.ModelNotReady(logger, folder, e.Message);
        }
    }
}
