using System.Reflection;
using System.Text;
using Npgsql;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Alignments;
using ThermalPortal.Data.Datasets.Captures;
using ThermalPortal.Data.Datasets.Deletion;
using ThermalPortal.Data.Datasets.Export;
using ThermalPortal.Data.Datasets.Export.Archives;
using ThermalPortal.Data.Datasets.Import;
using ThermalPortal.Data.Datasets.Labels;
using ThermalPortal.Data.Datasets.People;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.Review;
using ThermalPortal.Data.Datasets.Scales;
using ThermalPortal.Data.Datasets.Scenes;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Data.Datasets.Splits;
using ThermalPortal.Data.Datasets.Suggestions;
using ThermalPortal.Data.Datasets.Versions;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.Files;
using ThermalPortal.Data.Models;
using ThermalPortal.Data.Translations;

namespace ThermalPortal.Data.Tests.Accounts;

/// <summary>A team with a row in every table, and arguments for any query method that carry its ids.</summary>
internal sealed class IsolationVictim
{
    /// <summary>In every name and text of the team.</summary>
    public const string Secret = "victims-secret";

    private static readonly string[] _tables =
        ["memberships", "api_tokens", "stored_files", "uploads", "image_items", "translation_runs", "translation_inputs", "translation_results", "attribute_predictions", "live_previews", "model_versions",
            "datasets", "subjects", "captures", "capture_pairs", "pair_alignments", "attribute_suggestions", "suggestion_requests", "scene_edits", "dataset_versions", "version_pairs", "version_exports"];

    private readonly TestPortal _portal;
    private readonly RunLease _lease;
    private readonly Guid _alignment, _scene;
    private readonly PartedPair _parted;

    private IsolationVictim(TestPortal portal, RunLease lease, Guid alignment, Guid scene, PartedPair parted, IReadOnlyList<Guid> ids) =>
        (_portal, _lease, _alignment, _scene, _parted, Ids) = (portal, lease, alignment, scene, parted, ids);

    public TeamScope Scope => _lease.Scope;

    /// <summary>Ids of rows of every kind, the team's and the user's included.</summary>
    public IReadOnlyList<Guid> Ids { get; }

    public static async Task<IsolationVictim> MakeAsync(TestPortal portal)
    {
        var none = CancellationToken.None;
        var team = await portal.NewTeamAsync(Secret);
        var token = await portal.Get<TokenQueries>().CreateAsync(team, Secret, null, none);
        var model = await portal.Get<ModelQueries>().RegisterAsync(team, Registration(Secret), none);
        var accepted = await portal.NewItemAsync(team, Secret);
        await portal.Get<UploadWork>().SetVerdictAsync(team, accepted.Id, FileVerdict.Accepted(Modality.Thermal, null, 8, 8), none);
        var pending = await portal.NewItemAsync(team, Secret);
        await portal.Get<UploadQueries>().CloseAsync(team, pending.UploadId, none);
        var copied = await portal.Get<UploadQueries>().StartAsync(team, new FolderSource(Secret, Secret), none);
        var run = await portal.NewRunAsync(team, pictures: 2);
        var lease = (await portal.Get<RunLifecycle>().ClaimAsync(run, Secret, none))!;
        var inputs = (await portal.Get<RunWork>().LoadAsync(lease, none))!.Inputs;
        var file = accepted.FileId!.Value;
        await portal.Get<RunWork>().SaveAsync(
            lease,
            inputs[0].InputId,
            new InputOutcome
            {
                Results = [new ResultOutcome(0, 0, file, 1, new CropRectangle(0, 0, 1, 1), file)],
                Attributes = [new AttributeDetail(0, Secret, Secret, 1, AttributeSource.Predicted, new Dictionary<string, double> { [Secret] = 1 })],
            },
            none);
        await portal.Get<LivePreviews>().SaveAsync(lease, inputs[1].InputId, 1, Encoding.UTF8.GetBytes(Secret), none);
        var dataset = await portal.Get<DatasetQueries>().CreateAsync(team, new NewDataset { Name = Secret, Consent = ConsentBasis.Written }, none);
        var pictures = await portal.NewUploadAsync(team, $"{Secret}/thermal/1.png", $"{Secret}/rgb/1.png", $"{Secret}/rgb/2.png");
        await portal.Get<DatasetImport>().CommitAsync(team, dataset, pictures, null, none);
        var pair = (await portal.Get<CaptureQueries>().PairsAsync(team, dataset, new(), new PageRequest(0, 1), none)).Items[0];
        var alone = (await portal.Get<CaptureQueries>().TrayAsync(team, dataset, Tray.Unpaired, new(), new PageRequest(0, 1), none)).Items[0];
        await portal.MeasureAsync(team, dataset, path => new CaptureMeasure(1, 0, 1, path.Contains("rgb", StringComparison.Ordinal) ? 1 : 0) { Camera = new(21000, .0125, 1500, 1, -7300), Reading = new(path.EndsWith("rgb/1.png", StringComparison.Ordinal) ? "said" : Secret, TemperatureScale.CentiKelvin, true, 30500) }); // both visible pictures are alike
        var alignments = portal.Get<AlignmentQueries>();
        await alignments.SaveAsync(team, pair.Id, null, TransformKind.Similarity, [.. Points.Select(p => p with { Name = Secret })], none);
        var alignment = (await alignments.FindAsync(team, pair.Id, none))!.Pair.AlignmentId!.Value;
        await portal.Get<SceneQueries>().SaveAsync(team, pair.ThermalId, null, new(.98, 22), none);
        var scene = (await portal.Get<SceneQueries>().FindAsync(team, pair.ThermalId, none))!.Edit!.Id;
        var said = (await portal.Get<ScaleQueries>().SayAsync(team, dataset, [new ScaleGroupKey("said", "", TemperatureScale.CentiKelvin)], null, none)).Batches[0];
        var suggestions = portal.Get<SuggestionQueries>();
        await suggestions.AskAsync(team, dataset, none);
        await portal.Get<SuggestionWork>().SaveAsync(team, pair.Id, Model, [new("x", Secret, 1)], none);
        var suggestion = (await suggestions.OpenAsync(team, [pair.Id], "x", none))[pair.Id].Id;
        var version = (await portal.Get<VersionQueries>().FreezeAsync(team, dataset, new(), Secret, null, none))!.Value;
        var exports = portal.Get<ExportQueries>();
        var (asked, exported) = ((await exports.AskAsync(team, version, ExportFormat.HuggingFace, false, none))!.Id!.Value, (await exports.AskAsync(team, version, ExportFormat.Manifest, false, none))!.Id!.Value);
        await portal.Get<ExportWork>().EndAsync(team, exported, file, null, none);
        await portal.Get<DatasetImport>().CommitAsync(team, dataset, await portal.NewUploadAsync(team, $"{Secret}/rgb/3.png"), null, none); // not looked at yet
        var unseen = (await portal.Get<ViewWork>().PendingAsync(team, dataset, 1, none))[0].CaptureId;
        await portal.Get<DatasetImport>().CommitAsync(team, dataset, await portal.NewUploadAsync(team, $"{Secret}/thermal/9.png", $"{Secret}/rgb/9.png"), null, none);
        var apart = (await portal.Get<CaptureQueries>().PairsAsync(team, dataset, new() { Text = "thermal/9" }, new PageRequest(0, 1), none)).Items[0];
        var parted = (await portal.Get<CaptureQueries>().TakeApartAsync(team, apart.Id, none))!;
        var result = (await portal.Get<TranslationQueries>().FindAsync(team, run, none))!.Inputs[0].Results[0].Id;
        var trashed = await portal.NewRunAsync(team);
        await portal.Get<TranslationQueries>().DeleteAsync(team, trashed, none);
        var deleted = await portal.Get<DatasetQueries>().CreateAsync(team, new NewDataset { Name = Secret + " deleted", Consent = ConsentBasis.Written }, none);
        await portal.Get<TrashQueries>().DeleteAsync(team, deleted, none);
        return new IsolationVictim(
            portal, lease, alignment, scene, parted,
            [
                team.TeamId, team.UserId, token.Id, model.Id, accepted.Id, file, accepted.UploadId, pending.Id, pending.UploadId, copied,
                run, trashed, inputs[0].InputId, inputs[1].InputId, result,
                dataset, pictures, pair.Thermal!.SubjectId!.Value, pair.Id, pair.ThermalId, pair.VisibleId, alone.Id, unseen, alignment, suggestion, version, deleted, said, asked, exported, inputs[0].ItemId,
            ]);
    }

    /// <summary>A value for a parameter: the caller's scope or forged lease, the victim's <paramref name="id"/>, plausible others.</summary>
    public object? Argument(ParameterInfo parameter, TeamScope caller, Guid id) => parameter.ParameterType switch
    {
        var type when type == typeof(TeamScope) => caller,
        var type when type == typeof(RunLease) => _lease with { Scope = caller },
        var type when type == typeof(Guid) => id,
        var type when type == typeof(CancellationToken) => CancellationToken.None,
        var type when type == typeof(string) => parameter.Name is "text" ? "" : parameter.Name is "pattern" ? null : parameter.Name is "reasonCode" ? RunReasons.Internal : "x",
        var type when type == typeof(bool) => true,
        var type when type == typeof(int) => 100,
        var type when type == typeof(double) => .5,
        var type when type == typeof(byte[]) => Encoding.UTF8.GetBytes("x"),
        var type when type == typeof(Stream) => new MemoryStream(Encoding.UTF8.GetBytes("x")),
        var type when type == typeof(PageRequest) => new PageRequest(0, 100),
        var type when type == typeof(HistoryFilter) => new HistoryFilter { Trash = false },
        var type when type == typeof(NewTranslation) => new NewTranslation { ModelVersionId = id, Options = new(), Inputs = [new(id)] },
        var type when type == typeof(NewDataset) => new NewDataset { Name = $"{Guid.NewGuid()}" },
        var type when type == typeof(SplitOptions) => new SplitOptions(),
        var type when type == typeof(ConsentBasis) => ConsentBasis.Written,
        var type when type == typeof(ExportFormat) => ExportFormat.Coco,
        var type when type == typeof(Modality) => Modality.Thermal,
        var type when type == typeof(Tray) => Tray.Unpaired,
        var type when type == typeof(CaptureFilter) => new CaptureFilter(),
        var type when type == typeof(CaptureMeasure) => new CaptureMeasure(2, 1, 0, 3),
        var type when type == typeof(TransformKind) => TransformKind.Similarity,
        var type when type == typeof(IReadOnlyList<PointPair>) => Points,
        var type when type == typeof(Guid?) && parameter.Name is "seen" => parameter.Member.DeclaringType == typeof(SceneQueries) || parameter.Member.DeclaringType == typeof(ScaleQueries) ? _scene : _alignment,
        var type when type == typeof(SceneValues) => new SceneValues(.5, 30),
        var type when type == typeof(IReadOnlyList<ScaleGroupKey>) => (IReadOnlyList<ScaleGroupKey>)[new ScaleGroupKey(Secret, "", TemperatureScale.CentiKelvin)],
        var type when type == typeof(PairSelection) => new PairSelection(null),
        var type when type == typeof(IReadOnlyDictionary<ReviewState, Guid[]>) => new Dictionary<ReviewState, Guid[]> { [ReviewState.Rejected] = [id] },
        var type when type == typeof(ReviewState) => ReviewState.Rejected,
        var type when type == typeof(ModelRegistration) => Registration("x"),
        var type when type == typeof(FolderSource) => new FolderSource("x", "x"),
        var type when type == typeof(IReadOnlyList<JudgedFile>) => (IReadOnlyList<JudgedFile>)[new JudgedFile(id, FileVerdict.Rejected("x", "x", "x")) { Photo = new EmbeddedPhoto(id, "x", 1, 1) }],
        var type when type == typeof(IReadOnlyList<StoredBlob>) => (IReadOnlyList<StoredBlob>)[],
        var type when type == typeof(FileVerdict) => FileVerdict.Rejected("x", "x", "x"),
        var type when type == typeof(TeamRole) => TeamRole.Viewer,
        var type when type == typeof(InputOutcome) => new InputOutcome { Results = [], Attributes = [], ThermalPreviewFileId = id },
        var type when type == typeof(IReadOnlyList<Guid>) => (IReadOnlyList<Guid>)[id],
        var type when type == typeof(IReadOnlyList<string>) => (IReadOnlyList<string>)["x"],
        var type when type == typeof(PartedPair) => _parted,
        var type when type == typeof(SuggestionModel) => Model with { Sha256 = new string('c', 64) },
        var type when type == typeof(IReadOnlyList<SuggestedValue>) => (IReadOnlyList<SuggestedValue>)[new SuggestedValue("x", "x", 1)],
        var type when type == typeof(IReadOnlyList<SubjectChange>) => (IReadOnlyList<SubjectChange>)[new SubjectChange(id, null, id)],
        var type when type == typeof(IReadOnlyList<PersonSeen>) => (IReadOnlyList<PersonSeen>)[new PersonSeen(id, Secret, 2)],
        var type when type == typeof(IReadOnlyList<PairSeen>) => (IReadOnlyList<PairSeen>)[new PairSeen(id, Ids[17])], // the person
        var type when type == typeof(IdentityStep) => new IdentityStep([new SubjectChange(id, null, id)], new SubjectRename(id, "x", Secret)),
        var type when type == typeof(IReadOnlyList<LabelTarget>) => (IReadOnlyList<LabelTarget>)[new LabelTarget(id, null)],
        var type when type == typeof(IReadOnlyList<LabelChange>) => (IReadOnlyList<LabelChange>)[new LabelChange(id, "x", null, "")],
        var type when type == typeof(IReadOnlyList<ArchiveEntry>) => (IReadOnlyList<ArchiveEntry>)[new ArchiveEntry("x", null, null)],
        var type when type == typeof(ArchiveProgress) => new ArchiveProgress(1, null, 1, 2),
        var type when type == typeof(Action<RunChange>) => (Action<RunChange>)(_ => { }),
        var type when Nullable.GetUnderlyingType(type) is not null => null,
        var type => throw new NotSupportedException($"Teach IsolationVictim how to make a {type} for {parameter.Member.DeclaringType!.Name}.{parameter.Member.Name}."),
    };

    /// <summary>Every row of the team as JSON.</summary>
    public async Task<string> DumpAsync()
    {
        var all = new StringBuilder();
        foreach (var table in _tables)
        {
            await using var command = _portal.Get<NpgsqlDataSource>()
                .CreateCommand($"SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY to_jsonb(t)::text)::text, '') FROM {table} t WHERE team_id = '{Scope.TeamId}'");
            all.Append(table).Append(await command.ExecuteScalarAsync()).Append('\n');
        }
        return all.ToString();
    }

    private static IReadOnlyList<PointPair> Points { get; } = [new(new(1, 1), new(2, 2)), new(new(3, 1), new(6, 2))];

    private static SuggestionModel Model { get; } = new(Secret, "1", new string('b', 64));

    private static ModelRegistration Registration(string name) =>
        new() { Name = name, Version = "1", Sha256 = new string('b', 64), Folder = name, OptionsJson = "{}" };
}
