using System.Diagnostics;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Models;
using ThermalPortal.Data.Translations;
using ThermalPortal.Jobs.Tests.Decoding;
using ThermalPortal.Jobs.Tests.Engine;

namespace ThermalPortal.Jobs.Tests.Translations;

/// <summary>A portal's database with worker processes of its own: started, killed, started again.</summary>
internal sealed class WorkedPortal : IAsyncDisposable
{
    private readonly List<Process> _workers = [];
    private readonly List<string> _output = [];
    private readonly string _folder;

    private WorkedPortal(TestPortal portal, string folder, TeamScope scope) =>
        (Portal, _folder, Scope, Model) = (portal, folder, scope, new StandInModel(Path.Combine(folder, "model")));

    public TestPortal Portal { get; }

    public TeamScope Scope { get; }

    public StandInModel Model { get; }

    public static async Task<WorkedPortal> CreateAsync(PostgresFixture postgres)
    {
        string folder = Path.Combine(postgres.Folder, Guid.NewGuid().ToString("N"));
        var portal = new TestPortal(await postgres.NewDatabaseAsync(), folder);
        return new WorkedPortal(portal, folder, await portal.NewTeamAsync());
    }

    /// <summary>Another model, for a test that shares the portal with others.</summary>
    public StandInModel NewModel(Behaviour? behaviour = null) => new(Path.Combine(_folder, Guid.NewGuid().ToString("N")), behaviour);

    public Process StartWorker()
    {
        var command = TestChildren.Worker(
            ("ConnectionStrings__Portal", Portal.ConnectionString), ("Portal__DataFolder", _folder), ("Portal__Model__Folder", Model.Folder),
            ("Portal__Worker__StopWithInput", "true"), ("Portal__Worker__Runs", "3"));
        var worker = Process.Start(command.ToStartInfo())!;
        worker.OutputDataReceived += (_, line) => Note(line.Data);
        worker.ErrorDataReceived += (_, line) => Note(line.Data);
        worker.BeginOutputReadLine();
        worker.BeginErrorReadLine();
        _workers.Add(worker);
        return worker;
    }

    public async Task<Guid> NewRunAsync(int pictures = 1, TranslationOptions? options = null, StandInModel? model = null, params byte[][] others)
    {
        model ??= Model;
        var row = await Portal.Get<ModelQueries>().RegisterAsync(
            Scope,
            new ModelRegistration { Name = "stand-in", Version = "1", Sha256 = Sha256Of(model.Folder), Folder = model.Folder, OptionsJson = "{}" },
            CancellationToken.None);
        List<NewTranslationInput> inputs = [];
        foreach (byte[] bytes in Enumerable.Range(0, pictures).Select(i => Pictures.Thermal16(variation: i)).Concat(others))
            inputs.Add(new NewTranslationInput((await Portal.NewItemAsync(Scope, $"face{inputs.Count}.png", bytes)).Id));
        return await Portal.Get<TranslationQueries>().CreateAsync(
            Scope, new NewTranslation { ModelVersionId = row.Id, Options = options ?? new() { Crop = CropMode.None }, Inputs = inputs }, CancellationToken.None);
    }

    public async Task<TranslationDetail> FindAsync(Guid run) =>
        (await Portal.Get<TranslationQueries>().FindAsync(Scope, run, CancellationToken.None))!;

    public Task<TranslationDetail> EndOfAsync(Guid run, int seconds = 90) => WaitAsync(run, r => r.IsFinal, seconds);

    /// <summary>Waits until the run looks as wanted; fails with the workers' words when it does not.</summary>
    public async Task<TranslationDetail> WaitAsync(Guid run, Func<TranslationDetail, bool> wanted, int seconds = 90)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var detail = await FindAsync(run);
            if (wanted(detail)) return detail;
            if (watch.Elapsed.TotalSeconds > seconds)
                Assert.Fail($"After {seconds} s the run is {detail.State} at {detail.Progress:P0} ({detail.ReasonCode}).\n{Output}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Everything the workers said.</summary>
    public string Output
    {
        get
        {
            lock (_output) return string.Join('\n', _output);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            if (!worker.HasExited) worker.Kill(entireProcessTree: true);
            await worker.WaitForExitAsync(CancellationToken.None);
            worker.Dispose();
        }
        await Portal.DisposeAsync();
    }

    private static string Sha256Of(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private void Note(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
    }
}
