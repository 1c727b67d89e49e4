using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Incoming;
using ThermalPortal.Data.Files;
using ThermalPortal.Web.Security;

namespace ThermalPortal.Web.Api.Tus;

/// <summary>
/// A file of an upload in as many pieces as the network allows: tus 1.0 with creation, termination, checksum and expiration. What arrived stays
/// through lost connections and restarts; the last byte makes it a file like any other of its upload.
/// </summary>
internal static class TusApi
{
    private const string About = "tus 1.0 (creation, termination, checksum, expiration); any tus client works. ";

    public static void MapTus(this RouteGroupBuilder api)
    {
        var tus = api.MapGroup("/uploads/{uploadId:guid}/tus").AddEndpointFilter<TusFilter>().WithTags("Uploads");
        tus.MapMethods("/", [HttpMethods.Options], Capabilities).RequireAuthorization(Policies.Read)
            .WithSummary("What the resumable upload can do").Produces(204);
        tus.MapPost("/", CreateAsync).RequireAuthorization(Policies.Write)
            .WithSummary("Start a file that arrives in pieces")
            .WithDescription(About + "`Upload-Length` in bytes; `Upload-Metadata` with `filename` (may be a relative path), and optionally `filetype` and `sha256` " +
                "(64 hexadecimal digits, compared when the last byte is here). An archive is unpacked. Answers where to send the pieces.")
            .Produces(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(507);
        // One request a piece: what is sent is limited by size and by one writer a file, and a refused HEAD would make a client start over.
        tus.MapMethods("/{fileId:guid}", [HttpMethods.Head], HeadAsync).RequireAuthorization(Policies.Write).DisableRateLimiting()
            .WithSummary("How much has arrived").WithDescription("`Upload-Offset` is where to go on.").Produces(200).ProducesProblem(404).ProducesProblem(423);
        tus.MapPatch("/{fileId:guid}", (Delegate)PatchAsync).RequireAuthorization(Policies.Write).DisableRateLimiting()
            .WithSummary("Send a piece")
            .WithDescription("`Content-Type: application/offset+octet-stream`, `Upload-Offset` as HEAD answers it (else 409), optionally `Upload-Checksum` (sha1 or sha256, base64; " +
                "differs: 460, and the piece is dropped). A piece that breaks off is kept as far as it came, unless it had a checksum.")
            .Accepts<Stream>(TusHeaders.PieceType).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(423).ProducesProblem(460).ProducesProblem(507);
        tus.MapDelete("/{fileId:guid}", Delete).RequireAuthorization(Policies.Write)
            .WithSummary("Give up a file that is not whole").Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesProblem(423);
    }

    private static NoContent Capabilities(HttpResponse response, IOptions<UploadLimits> limits)
    {
        response.Headers[TusHeaders.Versions] = TusHeaders.Version;
        response.Headers[TusHeaders.Extension] = "creation,termination,checksum,expiration";
        response.Headers[TusHeaders.ChecksumAlgorithm] = "sha1,sha256";
        response.Headers[TusHeaders.MaxSize] = TusHeaders.Text(limits.Value.UploadFileBytes);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> CreateAsync(
        Guid uploadId, HttpRequest request, ClaimsPrincipal user, UploadQueries uploads, IFileStore store, IncomingFolder incoming, Arrival arrival, IOptions<UploadLimits> limits, CancellationToken cancellationToken)
    {
        var scope = user.Scope();
        if (await uploads.FindAsync(scope, uploadId, cancellationToken) is not { } upload) return Problems.NotFound("upload");
        if (upload.IsOver) return Problems.Conflict(UploadsApi.Closed);
        if (TusHeaders.Number(request, TusHeaders.Length) is not { } length) return Problems.Invalid(["Upload-Length must say how many bytes the file has."]);
        var metadata = request.Headers[TusHeaders.Metadata].ToString();
        if (TusMetadata.Read(metadata) is not { } about) return Problems.Invalid(["Upload-Metadata must be pairs of a key and a base64 value; sha256 has 64 hexadecimal digits."]);
        if (length > limits.Value.UploadFileBytes)
        {
            // Also a line of the report, as with every file that is refused.
            var problem = new FileTooLargeException(limits.Value.UploadFileBytes);
            await uploads.AddRefusedAsync(scope, uploadId, about.Name, UploadsApi.TooLarge(problem), cancellationToken);
            throw problem;
        }

        if (store.Refusal(length) is { } full) return Problems.DiskFull(full);
        var file = incoming.Create(scope, new IncomingFile
        {
            Id = Guid.CreateVersion7(), UploadId = uploadId, Name = about.Name, MediaType = about.MediaType, Length = length, Promised = about.Sha256, Metadata = metadata,
        });
        TusHeaders.Tell(request.HttpContext.Response, file);
        if (file.IsWhole && await ArriveAsync(scope, file, incoming, arrival) is { } refusal) return refusal;
        return TypedResults.Created($"/api/v1/uploads/{uploadId}/tus/{file.Id}");
    }

    private static async Task<IResult> HeadAsync(
        Guid uploadId, Guid fileId, HttpResponse response, ClaimsPrincipal user, IncomingFolder incoming, Arrival arrival, CancellationToken cancellationToken)
    {
        var scope = user.Scope();
        if (incoming.Find(scope, uploadId, fileId) is not { } file) return Problems.NotFound("file");
        // All bytes are here, but the portal stopped before it had taken them in.
        if (file is { IsWhole: true, ItemId: null } && await ArriveAsync(scope, file, incoming, arrival) is { } refusal) return refusal;
        TusHeaders.Tell(response, file);
        response.Headers[TusHeaders.Length] = TusHeaders.Text(file.Length);
        if (!string.IsNullOrEmpty(file.Metadata)) response.Headers[TusHeaders.Metadata] = file.Metadata;
        return TypedResults.Ok();
    }

    private static async Task<IResult> PatchAsync(
        Guid uploadId, Guid fileId, HttpRequest request, ClaimsPrincipal user, IncomingFolder incoming, Arrival arrival, CancellationToken cancellationToken)
    {
        if (request.ContentType != TusHeaders.PieceType) return TypedResults.Problem($"Send a piece as {TusHeaders.PieceType}.", statusCode: 415, title: "The request cannot be used");
        if (TusHeaders.Number(request, TusHeaders.Offset) is not { } offset) return Problems.Invalid(["Upload-Offset must say where the piece begins."]);
        if (!TusChecksum.TryRead(request.Headers[TusHeaders.Checksum].ToString(), out var checksum)) return Problems.Invalid(["Upload-Checksum must be sha1 or sha256 and the hash in base64."]);
        var scope = user.Scope();
        if (incoming.Find(scope, uploadId, fileId) is null) return Problems.NotFound("file");
        using var writer = incoming.TryWrite(scope, fileId);
        if (writer is null) return Locked();
        if (writer.Current is not { } file) return Problems.NotFound("file");
        if (file.Offset != offset) return Problems.Conflict($"{file.Offset} bytes have arrived, so the next piece begins there, not at {offset}.");
        if (!await TusPiece.ReceiveAsync(request, writer, file.Length - offset, checksum, cancellationToken))
            return TypedResults.Problem("The piece changed on its way: its checksum differs. Send it again.", statusCode: TusHeaders.ChecksumDiffers, title: "Checksum differs");
        // The sender may be gone already; what is whole is taken in all the same.
        if (writer.Current is { IsWhole: true } whole && Refusal(await arrival.AcceptAsync(scope, writer, CancellationToken.None), whole) is { } refusal) return refusal;
        TusHeaders.Tell(request.HttpContext.Response, writer.Current ?? file);
        return TypedResults.NoContent();
    }

    private static IResult Delete(Guid uploadId, Guid fileId, ClaimsPrincipal user, IncomingFolder incoming)
    {
        var scope = user.Scope();
        if (incoming.Find(scope, uploadId, fileId) is null) return Problems.NotFound("file");
        using var writer = incoming.TryWrite(scope, fileId);
        if (writer is null) return Locked();
        if (writer.Current is { ItemId: not null }) return Problems.Conflict("The file has arrived and belongs to its upload now.");
        writer.Remove();
        return TypedResults.NoContent();
    }

    private static async Task<ProblemHttpResult?> ArriveAsync(TeamScope scope, IncomingFile file, IncomingFolder incoming, Arrival arrival)
    {
        using var writer = incoming.TryWrite(scope, file.Id);
        return writer is null ? Locked() : Refusal(await arrival.AcceptAsync(scope, writer, CancellationToken.None), file);
    }

    private static ProblemHttpResult? Refusal(ArrivalResult result, IncomingFile file) => result switch
    {
        ArrivalResult.Accepted => null,
        ArrivalResult.Differs => TypedResults.Problem(
            $"What arrived is not the file that was announced: its SHA-256 is not {file.Promised}. Send it again from the start.", statusCode: TusHeaders.ChecksumDiffers, title: "Checksum differs"),
        _ => Problems.Conflict(UploadsApi.Closed),
    };

    private static ProblemHttpResult Locked() => TypedResults.Problem("Another request is writing this file. Ask again in a moment.", statusCode: StatusCodes.Status423Locked, title: "In use");
}
