using ThermalPortal.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddPortalDefaults();
var paths = new PortalPaths(Path.GetFullPath(builder.Configuration["Portal:DataFolder"] ?? ".data", builder.Environment.ContentRootPath));

// No database configured: bring one up, and take it down after everything else.
await using var database = await PortalDatabase.OpenAsync(builder.Configuration, paths, CancellationToken.None);
builder.AddPortal(database.Connection, paths);

await using var app = builder.Build();
app.UsePortal();
await app.PrepareAsync(CancellationToken.None);
await app.RunAsync();
