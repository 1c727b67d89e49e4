using System.Security.Claims;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Web.Components.Pages.Datasets;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api;

/// <summary>Emissivity and reflected temperature of a thermal picture, a layer above its untouched file.</summary>
internal static class ScenesApi
{
    public static void MapScenes(this RouteGroupBuilder datasets)
    {
        datasets.MapGet("/captures/{captureId:guid}/scene", FindAsync).RequireAuthorization(Policies.Read)
            .WithName("GetScene").WithSummary("With which emissivity a picture's temperatures are shown").Produces<SceneStatus>().ProducesProblem(404);
        datasets.MapPut("/captures/{captureId:guid}/scene", SaveAsync).RequireAuthorization(Policies.Write)
            .WithName("SayScene").WithSummary("Say with which emissivity a picture's temperatures are shown")
            .WithDescription($"`emissivity`: {SceneValues.LeastEmissivity} to 1 (skin: 0.98); `reflected_celsius`: {SceneValues.Coldest} to {SceneValues.Warmest}, what the skin reflects. Both left out: as the file was read. "
                + "Only files with the camera's signal and constants have it. Where somebody has said something since `seen`, the answer is 409.")
            .Produces<SceneStatus>().RefusesArguments().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> FindAsync(Guid captureId, ClaimsPrincipal user, SceneQueries scenes, CancellationToken cancellationToken) =>
        await scenes.FindAsync(user.Scope(), captureId, cancellationToken) is { Camera: { } camera } view ? TypedResults.Ok(SceneStatus.Of(camera, view.Edit)) : Problems.NotFound("picture with a camera's constants");

    private static async Task<IResult> SaveAsync(Guid captureId, SceneRequest request, ClaimsPrincipal user, SceneQueries scenes, CancellationToken cancellationToken)
    {
        if (request.Emissivity is null != request.ReflectedCelsius is null) return Problems.Invalid(["emissivity and reflected_celsius belong together: give both, or neither for the values of the file."]);
        var values = request is { Emissivity: { } emissivity, ReflectedCelsius: { } reflected } ? new SceneValues(emissivity, reflected) : null;
        return await scenes.SaveAsync(user.Scope(), captureId, request.Seen, values, cancellationToken) switch
        {
            SceneOutcome.Done => await FindAsync(captureId, user, scenes, cancellationToken),
            SceneOutcome.NotThere => Problems.NotFound("picture"),
            SceneOutcome.ChangedMeanwhile => Problems.Conflict("Somebody else has said something meanwhile. Nothing was overwritten: read it again, then name it as seen."),
            var refused => Problems.Conflict(SceneWords.Of(refused).Words),
        };
    }
}

/// <summary>With which scene temperatures are to be shown.</summary>
/// <param name="Seen">The answer you saw (<c>edit_id</c>); null: none.</param>
/// <param name="Emissivity">Of what is looked at; null: as the file was read.</param>
/// <param name="ReflectedCelsius">Temperature of what it reflects, degrees Celsius.</param>
public sealed record SceneRequest(Guid? Seen, double? Emissivity, double? ReflectedCelsius);

/// <summary>With which scene a picture's temperatures are shown.</summary>
/// <param name="Emissivity">Of what is looked at; null: they are shown as read, for emissivity 1.</param>
/// <param name="ReflectedCelsius">Temperature of what it reflects, degrees Celsius.</param>
/// <param name="CameraEmissivity">What the camera was told.</param>
/// <param name="CameraReflectedCelsius">What the camera was told, degrees Celsius.</param>
/// <param name="EditId">What people said last; name it as <c>seen</c> when you change it. Null: nothing.</param>
/// <param name="UserId">Who said so.</param>
/// <param name="At">When.</param>
public sealed record SceneStatus(double? Emissivity, double? ReflectedCelsius, double CameraEmissivity, double CameraReflectedCelsius, Guid? EditId, Guid? UserId, DateTimeOffset? At)
{
    internal static SceneStatus Of(CameraScene camera, SceneEdit? edit) =>
        new(edit?.Emissivity, edit?.Reflected, camera.Emissivity, camera.Reflected, edit?.Id, edit?.UserId, edit?.CreatedAt);
}
