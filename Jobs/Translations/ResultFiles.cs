using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Translations;
using ThermalPortal.Inference.Images;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Engine;

namespace ThermalPortal.Jobs.Translations;

/// <summary>Turns what the engine wrote into stored PNG files and the rows that name them.</summary>
internal sealed class ResultFiles(FileQueries files)
{
    public const string MediaType = "image/png";

    public async Task<InputOutcome> StoreAsync(
        RunPlan plan, IReadOnlyList<PreparedFace> faces, IReadOnlyList<SampleTicket> tickets, TeamScope scope, CancellationToken cancellationToken)
    {
        List<ResultOutcome> results = [];
        List<AttributeDetail> attributes = [];
        foreach (var (face, faceIndex) in faces.Select((face, i) => (face, i)))
        {
            var aligned = await StoreAsync(await File.ReadAllBytesAsync(face.AlignedFile, cancellationToken), scope, cancellationToken);
            foreach (var (_, sample, ticket) in tickets.Where(t => t.FaceIndex == faceIndex))
            {
                var outcome = await ticket.Outcome;
                var (picture, text) = Read(plan, ticket, outcome);
                var stored = await StoreAsync(PngWriter.Rgb(picture, text), scope, cancellationToken);
                var marked = await StoreAsync(PngWriter.Rgb(Caption.Below(picture, ResultMetadata.Note), text), scope, cancellationToken);
                var crop = new CropRectangle(face.Crop.X, face.Crop.Y, face.Crop.Width, face.Crop.Height, face.Crop.AngleDegrees);
                results.Add(new ResultOutcome(faceIndex, sample, stored, ticket.Item.Seed, crop, aligned) { MarkedFileId = marked });
                if (sample == 0) attributes.AddRange(outcome.Item.Attributes.Select(a => new AttributeDetail(faceIndex, a.Name, a.Value, a.Confidence, a.Source, a.Probabilities)));
            }
        }
        return new InputOutcome { Results = results, Attributes = attributes };
    }

    private async Task<Guid> StoreAsync(byte[] png, TeamScope scope, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(png);
        return (await files.AddAsync(scope, content, MediaType, cancellationToken)).Id;
    }

    private static (RgbImage Picture, List<KeyValuePair<string, string>> Text) Read(RunPlan plan, EngineTicket ticket, EngineOutcome outcome)
    {
        int side = outcome.Item.Side;
        var picture = new RgbImage(side, side, File.ReadAllBytes(ticket.Item.OutputFile));
        var metadata = new ResultMetadata(outcome.ModelSha256, ticket.Item.Seed, plan.Options.Steps, plan.Options.Guidance);
        return (picture, [.. metadata.ToText()]);
    }
}
