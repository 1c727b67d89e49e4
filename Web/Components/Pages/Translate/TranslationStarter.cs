using Hangfire;
using Microsoft.Extensions.Options;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Models;
using ThermalPortal.Data.Translations;
using ThermalPortal.Web.Api;

namespace ThermalPortal.Web.Components.Pages.Translate;

/// <summary>Starts runs: from an upload, a sample, a picture of a dataset, or the pictures of an earlier run.</summary>
public sealed class TranslationStarter(
    TranslationQueries runs, UploadQueries uploads, FileQueries files, AccountQueries accounts, SampleLibrary samples,
    ModelQueries models, IBackgroundJobClient queue, IOptions<UploadLimits> limits)
{
    private static readonly StartedRun _noRight = new(null, "Your role in this team does not allow translations. Ask a team administrator.");

    /// <summary>All thermal pictures of an upload; more than a run takes become several runs.</summary>
    public async Task<StartedRun> FromUploadAsync(TeamScope scope, Guid uploadId, TranslationChoice choice, CancellationToken cancellationToken)
    {
        List<NewTranslationInput> inputs = [];
        for (var seen = 0; await uploads.ItemsAsync(scope, uploadId, Verdict.Accepted, new PageRequest(seen, PageRequest.MaxTake), cancellationToken) is { Items.Count: > 0 and var count } page; seen += count)
            inputs.AddRange(page.Items.Where(i => i.Modality != Modality.Visible).Select(i => new NewTranslationInput(i.Id)));
        return await StartAsync(scope, inputs, choice.ToOptions(), choice.ModelId, cancellationToken);
    }

    public async Task<StartedRun> FromSampleAsync(TeamScope scope, int number, TranslationChoice choice, CancellationToken cancellationToken)
    {
        var uploadId = await uploads.StartAsync(scope, cancellationToken);
        await using var content = samples.OpenRead(number);
        var item = await uploads.AddFileAsync(scope, uploadId, SampleLibrary.FileName(number), "image/png", content, cancellationToken);
        if (await uploads.CloseAsync(scope, uploadId, cancellationToken)) queue.EnqueueImport(uploadId);
        return await StartAsync(scope, [new(item!.Id)], choice.ToOptions(), choice.ModelId, cancellationToken);
    }

    /// <summary>One stored picture.</summary>
    public Task<StartedRun> FromItemAsync(TeamScope scope, Guid itemId, TranslationChoice choice, CancellationToken cancellationToken) =>
        StartAsync(scope, [new(itemId)], choice.ToOptions(), choice.ModelId, cancellationToken);

    /// <summary>The pictures of a run once more, with the options as they are now.</summary>
    public Task<StartedRun> AgainAsync(TeamScope scope, TranslationDetail run, TranslationChoice choice, CancellationToken cancellationToken)
    {
        // A run over a hand-drawn crop stays one; the panel knows only faces and the whole frame.
        var options = choice.ToOptions();
        if (run.Options.Crop == CropMode.Manual && !choice.WholeFrame) options = options with { Crop = CropMode.Manual, Rectangle = run.Options.Rectangle };
        return StartAsync(scope, [.. run.Inputs.Select(i => new NewTranslationInput(i.ItemId))], options, choice.ModelId, cancellationToken);
    }

    public Task<StartedRun> WholeFrameAsync(TeamScope scope, InputDetail input, TranslationChoice choice, CancellationToken cancellationToken) =>
        StartAsync(scope, [new(input.ItemId)], choice.ToOptions() with { Crop = CropMode.None }, choice.ModelId, cancellationToken);

    /// <param name="scope">Whose picture.</param>
    /// <param name="input">The picture.</param>
    /// <param name="box">Input pixels.</param>
    /// <param name="choice">The other options.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<StartedRun> CropAsync(TeamScope scope, InputDetail input, CropRectangle box, TranslationChoice choice, CancellationToken cancellationToken) =>
        StartAsync(scope, [new(input.ItemId, box)], choice.ToOptions() with { Crop = CropMode.Manual, Rectangle = box }, choice.ModelId, cancellationToken);

    /// <summary>Addresses of the true pictures of those inputs that are shipped samples, by item.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> TruthsOfAsync(TeamScope scope, TranslationDetail run, CancellationToken cancellationToken)
    {
        Dictionary<Guid, string> truths = [];
        foreach (var input in run.Inputs.Where(i => IsSampleName(i.FileName)).Take(SampleLibrary.Count))
            if (await TruthOfAsync(scope, input.FileId, input.FileName, cancellationToken) is { } truth) truths[input.ItemId] = truth;
        return truths;
    }

    /// <summary>Address of the true picture where a thermal one is a shipped sample; null: it is none.</summary>
    public async Task<string?> TruthOfAsync(TeamScope scope, Guid? fileId, string fileName, CancellationToken cancellationToken) =>
        fileId is { } id && IsSampleName(fileName) && await files.FindAsync(scope, id, cancellationToken) is { } file && samples.NumberOf(file.Sha256) is { } number ? SampleLibrary.TruthUrl(number) : null;

    private static bool IsSampleName(string fileName) => fileName.StartsWith("sample-", StringComparison.Ordinal);

    private async Task<StartedRun> StartAsync(
        TeamScope scope, List<NewTranslationInput> inputs, TranslationOptions options, Guid? modelId, CancellationToken cancellationToken)
    {
        if (await accounts.RoleAsync(scope, cancellationToken) is not >= TeamRole.Annotator) return _noRight;
        if (options.Validate() is { Count: > 0 } errors) return new(null, string.Join(" ", errors));
        if (await models.ResolveAsync(scope, modelId?.ToString(), cancellationToken) is not { } model) return new(null, "No model is installed yet. Try again in a moment.");
        List<Guid> started = [];
        foreach (var part in inputs.Chunk(limits.Value.TranslationFiles))
            started.Add(await runs.CreateAsync(scope, new() { ModelVersionId = model.Id, Options = options, Inputs = part }, cancellationToken));
        return started.Count switch
        {
            0 => new(null, "None of the pictures can be translated: they are not thermal."),
            1 => new(started[0]),
            var count => new(started[0], $"{inputs.Count:N0} pictures became {count} runs. All of them are in the history."),
        };
    }
}
