using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using ThermalPortal.Data.Embedded;
using ThermalPortal.Web.Hosting;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, WebRootPath = PortalDefaults.WebRoot() });
builder.AddPortalDefaults();
var paths = new PortalPaths(Path.GetFullPath(builder.Configuration["Portal:DataFolder"] ?? ".data", builder.Environment.ContentRootPath));
using var startLog = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
try
{
    // No database configured: bring one up, and take it down after everything else.
    await using var database = await PortalDatabase.OpenAsync(builder.Configuration, paths, startLog.CreateLogger<PortalDatabase>(), CancellationToken.None);
    builder.AddPortal(database.Connection, paths);
    await using var app = builder.Build();
    app.UsePortal();
    await app.PrepareAsync(CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (Exception problem) when (problem is EmbeddedPostgresException or PortalStartException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
catch (IOException problem) when (problem.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{problem.Message} Stop the other program, or choose another address: --urls http://127.0.0.1:5081");
    return 1;
}
