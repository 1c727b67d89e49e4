using ThermalPortal.Data.Translations;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Engine;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Translations;

/// <summary>One sample of one face in the engine's line.</summary>
/// <param name="FaceIndex">Which face of the picture.</param>
/// <param name="SampleIndex">Which sample of the face.</param>
/// <param name="Ticket">Its place.</param>
internal sealed record SampleTicket(int FaceIndex, int SampleIndex, EngineTicket Ticket)
{
    /// <summary>Preview of the first sample of the first face.</summary>
    public const string LiveFile = "live.rgb";

    /// <summary>Tickets for every sample of every face of one picture.</summary>
    public static IReadOnlyList<SampleTicket> ForAll(
        RunPlan plan, Guid runId, int ordinal, IReadOnlyList<PreparedFace> faces, StepProgress progress, TemporaryFolder folder,
        CancellationToken cancellationToken)
    {
        var settings = new EngineSettings(plan.ModelFolder, plan.Options.Steps, plan.Options.Guidance);
        return
        [
            .. from face in Enumerable.Range(0, faces.Count)
               from sample in Enumerable.Range(0, plan.Options.Samples)
               let item = new TranslateItem(
                   faces[face].ThermalFile, faces[face].Calibrated, RunSeed.Of(plan.Options.Seed, runId, ordinal, face, sample),
                   plan.Options.Attributes, folder.File($"face{face}-{sample}.rgb"), face == 0 && sample == 0 ? folder.File(LiveFile) : null)
               select new SampleTicket(face, sample, new EngineTicket(runId, settings, item, progress.Of(face, sample), cancellationToken))
        ];
    }
}
