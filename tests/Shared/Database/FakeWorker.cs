using System.Text;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Tests.Database;

/// <summary>Does a worker's part in the database, without a model: verdicts, progress, results made of given pictures.</summary>
public sealed class FakeWorker(UploadWork uploads, RunLifecycle life, RunWork work, FileQueries files)
{
    /// <summary>Gives every file of a closed upload a verdict: <c>.txt</c> is refused, everything else accepted as 160 x 160.</summary>
    public async Task CheckAsync(Guid uploadId)
    {
        if (await uploads.ScopeOfAsync(uploadId, CancellationToken.None) is not { } scope) throw new ArgumentException("No such upload.", nameof(uploadId));
        while (await uploads.PendingAsync(scope, uploadId, 200, CancellationToken.None) is { Count: > 0 } waiting)
            foreach (var file in waiting)
                await uploads.SetVerdictAsync(scope, file.ItemId, VerdictOf(file), CancellationToken.None);
        await uploads.FinishAsync(scope, uploadId, CancellationToken.None);
    }

    /// <summary>Works a queued run to its end.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="thermal">PNG or WebP shown as the thermal picture; null: a few bytes.</param>
    /// <param name="visible">Shown as the result; null: a few bytes.</param>
    /// <param name="refuse">File names whose picture gets "no face" instead of results.</param>
    public async Task TranslateAsync(Guid runId, byte[]? thermal = null, byte[]? visible = null, params string[] refuse)
    {
        var lease = await life.ClaimAsync(runId, "fake", CancellationToken.None) ?? throw new ArgumentException("The run cannot be claimed.", nameof(runId));
        var plan = (await work.LoadAsync(lease, CancellationToken.None))!;
        foreach (var input in plan.Inputs)
        {
            var preview = await AddAsync(lease.Scope, thermal ?? Encoding.UTF8.GetBytes("thermal " + input.InputId));
            await work.SavePreviewAsync(lease, input.InputId, preview, CancellationToken.None);
            if (refuse.Contains(input.FileName))
                await work.RefuseAsync(lease, input.InputId, "No face was found.", "Crop it by hand, or translate the whole frame.", CancellationToken.None);
            else
                await work.SaveAsync(lease, input.InputId, await OutcomeAsync(lease.Scope, plan, preview, visible), CancellationToken.None);
        }

        await life.ReportProgressAsync(lease, 1, CancellationToken.None);
        await life.CompleteAsync(lease, CancellationToken.None);
    }

    /// <summary>Takes a run and stops half way, as a busy worker looks from outside.</summary>
    public async Task StartAsync(Guid runId, double progress)
    {
        var lease = await life.ClaimAsync(runId, "fake", CancellationToken.None) ?? throw new ArgumentException("The run cannot be claimed.", nameof(runId));
        await life.ReportProgressAsync(lease, progress, CancellationToken.None);
    }

    private static FileVerdict VerdictOf(PendingFile file) => file.Name.EndsWith(".txt", StringComparison.Ordinal)
        ? FileVerdict.Rejected("not_an_image", "This is no image.", "Send a PNG, TIFF, BMP or JPEG.")
        : FileVerdict.Accepted(Modality.Thermal, RadiometryBadge.RadiometricC, 160, 160) is var good && file.Name.Contains("repaired", StringComparison.Ordinal)
            ? good with { ReasonCode = "overlay", Reason = "A logo was filled.", Advice = "Export without it." } : good;

    private async Task<InputOutcome> OutcomeAsync(TeamScope scope, RunPlan plan, Guid preview, byte[]? visible)
    {
        List<ResultOutcome> results = [];
        for (var sample = 0; sample < plan.Options.Samples; sample++)
        {
            var picture = await AddAsync(scope, visible ?? Encoding.UTF8.GetBytes($"visible {Guid.NewGuid()}"));
            results.Add(new(0, sample, picture, (plan.Options.Seed ?? 0) + sample, new(12, 8.5, 120, 120, -3.2), preview));
        }

        return new InputOutcome
        {
            Results = results,
            Attributes =
            [
                Attribute("sex", AttributeSource.Predicted, ("male", .94), ("female", .06)),
                Attribute("age_group", AttributeSource.Predicted, ("30-44", .62), ("45-59", .22), ("18-29", .12), ("60+", .04)),
                Attribute("glasses", AttributeSource.Operator, ("clear", 1)),
                Attribute("facial_hair", AttributeSource.Predicted, ("stubble", .48), ("none", .41), ("moustache", .08), ("beard", .03)),
                Attribute("expression", AttributeSource.Unknown, ("smile", .31), ("neutral", .3), ("frown", .2), ("open_mouth", .19)),
            ],
        };
    }

    private static AttributeDetail Attribute(string name, AttributeSource source, params (string Value, double Share)[] shares) =>
        new(0, name, shares[0].Value, shares[0].Share, source, shares.ToDictionary(s => s.Value, s => s.Share));

    private async Task<Guid> AddAsync(TeamScope scope, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return (await files.AddAsync(scope, content, "image/png", CancellationToken.None)).Id;
    }
}
