using Microsoft.Extensions.Options;

namespace ThermalPortal.Web.Api;

/// <summary>Refuses a start with wrong limits, naming all of them.</summary>
internal sealed class UploadLimitsValidation : IValidateOptions<UploadLimits>
{
    public ValidateOptionsResult Validate(string? name, UploadLimits options) =>
        options.Validate() is { Count: > 0 } errors ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
}
