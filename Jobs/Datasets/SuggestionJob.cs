using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets.Suggestions;
using ThermalPortal.Data.JobContracts;
using ThermalPortal.Data.Models;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Datasets;

/// <summary>Has the default model's classifier look at the pairs of a dataset that nobody has labelled. What it is not sure of is written down too, so that it is not asked again.</summary>
internal sealed class SuggestionJob(SuggestionWork work, ModelQueries models, PairFaces faces, EngineSupervisor engine, EngineQueue queue, ILogger<SuggestionJob> logger) : ISuggestionJob
{
    private const int AtOnce = 12;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public async Task RunAsync(Guid datasetId, CancellationToken cancellationToken)
    {
        // Restart point 1: nobody asks any more, or it was done: nothing to do.
        if (await work.ScopeOfAsync(datasetId, cancellationToken) is not { } scope) return;
        try
        {
            await work.EndAsync(scope, datasetId, await WorkAsync(scope, datasetId, cancellationToken), cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or DbException)) // a shutdown or a database that went away: taken up again later
        {
            Log.SuggestionsFailed(logger, e, datasetId);
            await work.EndAsync(scope, datasetId, "Something went wrong inside the portal. Ask again; what was suggested so far stays.", CancellationToken.None);
        }
    }

    /// <summary>Answers why it ended early, for people; null: all was looked at.</summary>
    private async Task<string?> WorkAsync(TeamScope scope, Guid datasetId, CancellationToken cancellationToken)
    {
        if (await models.ResolveAsync(scope, null, cancellationToken) is not { } model || OptionsOf(model) is not { } options)
            return "There is no model on the workers to ask. An administrator can install one.";
        var (who, names) = (new SuggestionModel(model.Name, model.Version, model.Sha256), (IReadOnlyList<string>)[.. options.Attributes.Predicted.Heads.Select(h => h.Name)]);
        var (after, looked, total) = (Guid.Empty, 0, await work.CountAsync(scope, datasetId, cancellationToken));
        await work.ProgressAsync(scope, datasetId, 0, total, cancellationToken);
        // Restart point 2: pairs this model was asked about are not asked about again; a restart passes over them.
        while (await work.NextAsync(scope, datasetId, who, names, after, AtOnce, cancellationToken) is { Count: > 0 } pairs)
        {
            await LookAsync(scope, model, options, who, [.. pairs.Where(p => p.Names.Count > 0)], cancellationToken);
            (after, looked) = (pairs[^1].PairId, looked + pairs.Count);
            await work.ProgressAsync(scope, datasetId, looked, Math.Max(total, looked), cancellationToken);
        }
        return null;
    }

    private async Task LookAsync(TeamScope scope, ModelVersion model, ModelOptions options, SuggestionModel who, UnlabelledPair[] pairs, CancellationToken cancellationToken)
    {
        using var folder = faces.NewFolder();
        var seen = new List<(UnlabelledPair Pair, string Face)>();
        foreach (var pair in pairs)
        {
            await queue.WaitUntilIdleAsync(_patience, cancellationToken); // somebody waits for a face: these can wait a little
            if (await faces.PrepareAsync(pair.Sha256, options, folder, cancellationToken) is { } face) seen.Add((pair, face));
            else await work.SaveAsync(scope, pair.PairId, who, [.. pair.Names.Select(n => new SuggestedValue(n, null, 0))], cancellationToken);
        }
        if (seen.Count == 0) return;
        await queue.WaitUntilIdleAsync(_patience, cancellationToken);
        var reply = await engine.PredictAsync(new PredictRequest(model.Folder, [.. seen.Select(s => s.Face)]), cancellationToken);
        foreach (var ((pair, _), predicted) in seen.Zip(reply.Faces))
            await work.SaveAsync(scope, pair.PairId, who, [.. predicted.Where(p => pair.Names.Contains(p.Name)).Select(p => new SuggestedValue(p.Name, p.Value, (float)p.Confidence))], cancellationToken);
    }

    private static ModelOptions? OptionsOf(ModelVersion model)
    {
        try
        {
            return ModelFolder.ReadOptions(model.Folder);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
