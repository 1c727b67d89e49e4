using System.Security.Claims;
using ThermalPortal.Data.Models;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Models that can translate.</summary>
internal static class ModelsApi
{
    public static void MapModels(this RouteGroupBuilder api) =>
        api.MapGet("/models", async (ClaimsPrincipal user, ModelQueries models, CancellationToken cancellationToken) =>
                TypedResults.Ok((await models.ListAsync(user.Scope(), cancellationToken)).Select(ModelSummary.Of)))
            .WithTags("Models")
            .WithName("ListModels")
            .WithSummary("Models your team can use, the default first");
}

/// <summary>A model, as the API tells it.</summary>
public sealed record ModelSummary(Guid Id, string Name, string Version, string Sha256, bool IsDefault, DateTimeOffset CreatedAt)
{
    internal static ModelSummary Of(ModelVersion model) => new(model.Id, model.Name, model.Version, model.Sha256, model.IsDefault, model.CreatedAt);
}
