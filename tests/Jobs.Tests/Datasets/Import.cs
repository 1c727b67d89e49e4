using Microsoft.Extensions.Logging.Abstractions;
using ThermalPortal.Data;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
using ThermalPortal.Data.Datasets.Quality;
using ThermalPortal.Data.Datasets.ServerFolders;
using ThermalPortal.Data.Datasets.Views;
using ThermalPortal.Data.Files;
using ThermalPortal.Jobs.Datasets;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Engine;
using ThermalPortal.Jobs.Worker;

namespace ThermalPortal.Jobs.Tests.Datasets;

/// <summary>A team, a decoder and the import jobs of one portal.</summary>
internal sealed class Import : IAsyncDisposable
{
    private readonly DecoderSupervisor _decoder;
    private readonly EngineSupervisor _engine; // has nothing to do
    private readonly EngineQueue _queue;

    private Import(TestPortal portal, string folder, TeamScope scope)
    {
        (Portal, Scope, FilesFolder, ServerFolder) = (portal, scope, Path.Combine(folder, "files"), Path.Combine(folder, "recordings"));
        Directory.CreateDirectory(ServerFolder);
        var options = new DecoderOptions();
        _decoder = new DecoderSupervisor(TestChildren.Decoder(options), options, TimeProvider.System, NullLogger<DecoderSupervisor>.Instance);
        _engine = new EngineSupervisor(TestChildren.Engine(), new EngineOptions(), TimeProvider.System, NullLogger<EngineSupervisor>.Instance);
        _queue = new EngineQueue(_engine, new EngineOptions(), TimeProvider.System, NullLogger<EngineQueue>.Instance);
        var scratch = new ScratchFolder(folder, TimeProvider.System);
        var archives = new ArchiveIntake(_decoder, portal.Get<UploadWork>(), portal.Get<FileQueries>(), portal.Get<IFileStore>(), scratch, TimeProvider.System);
        var folders = new FolderIntake(new AllowedFolders(new ServerFolderOptions { Roots = { ["recordings"] = ServerFolder } }), portal.Get<FolderWork>(), portal.Get<UploadQueries>(), portal.Get<IFileStore>());
        var blobs = new BlobFiles(portal.Get<IFileStore>());
        Job = new ImportJob(
            portal.Get<UploadWork>(), portal.Get<UploadLock>(), portal.Get<FolderWork>(), folders,
            new FileJudge(archives, new PhotoIntake(portal.Get<FileQueries>()), blobs, scratch, _decoder), TimeProvider.System, NullLogger<ImportJob>.Instance);
        Faces = new PairFaces(blobs, scratch, _decoder);
        Views = new ViewsJob(portal.Get<ViewWork>(), portal.Get<SameSceneWork>(), portal.Get<FileQueries>(), blobs, scratch, _decoder, _queue);
    }

    public TestPortal Portal { get; }

    public TeamScope Scope { get; }

    public ImportJob Job { get; }

    public ViewsJob Views { get; }

    public PairFaces Faces { get; }

    public string FilesFolder { get; }

    /// <summary>The allowed folder of the server, named "recordings".</summary>
    public string ServerFolder { get; }

    public static async Task<Import> CreateAsync(PostgresFixture postgres)
    {
        string folder = Path.Combine(postgres.Folder, Guid.NewGuid().ToString("N"));
        var portal = new TestPortal(await postgres.NewDatabaseAsync(), folder);
        return new Import(portal, folder, await portal.NewTeamAsync());
    }

    public async Task<Guid> UploadAsync(params (string Name, byte[] Bytes)[] files)
    {
        var uploads = Portal.Get<UploadQueries>();
        var upload = await uploads.StartAsync(Scope, TestContext.Current.CancellationToken);
        foreach (var (name, bytes) in files)
        {
            using var content = new MemoryStream(bytes);
            await uploads.AddFileAsync(Scope, upload, name, "image/png", content, TestContext.Current.CancellationToken);
        }
        await uploads.CloseAsync(Scope, upload, TestContext.Current.CancellationToken);
        return upload;
    }

    public async Task<Dictionary<string, ImageItem>> ItemsAsync(Guid upload) =>
        (await Portal.Get<UploadQueries>().ItemsAsync(Scope, upload, null, new PageRequest(0, 200), TestContext.Current.CancellationToken)).Items.ToDictionary(i => i.OriginalName);

    public async ValueTask DisposeAsync()
    {
        await _decoder.DisposeAsync();
        _queue.Dispose();
        await _engine.DisposeAsync();
        await Portal.DisposeAsync();
    }
}
