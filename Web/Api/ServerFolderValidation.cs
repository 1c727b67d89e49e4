using Microsoft.Extensions.Options;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Web.Hosting;

namespace ThermalPortal.Web.Api;

/// <summary>Refuses a start with folders that must not be opened to anybody, naming all of them.</summary>
internal sealed class ServerFolderValidation(PortalPaths paths) : IValidateOptions<ServerFolderOptions>
{
    public ValidateOptionsResult Validate(string? name, ServerFolderOptions options) =>
        options.Validate(paths.DataFolder) is { Count: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
}
