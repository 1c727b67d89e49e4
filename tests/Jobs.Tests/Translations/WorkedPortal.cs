using System.Diagnostics;
using System.Globalization;
using ThermalPortal.Data.Accounts;
using ThermalPortal.Data.Datasets;
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

    private WorkedPortal(TestPortal portal, string folder, TeamScope scope) => (Portal, Folder, Scope) = (portal, folder, scope);

    public TestPortal Portal { get; }

    public string Folder { get; }

    public TeamScope Scope { get; }

    public string ModelFolder => Path.Combine(Folder, "model");

    public static async Task<WorkedPortal> CreateAsync(PostgresFixture postgres)
    {
        string folder = Path.Combine(postgres.Folder, Guid.NewGuid().ToString("N"));
        var portal = new TestPortal(await postgres.NewDatabaseAsync(), folder);
        var made = new WorkedPortal(portal, folder, await portal.NewTeamAsync());
        Directory.CreateDirectory(made.ModelFolder);
        await File.WriteAllTextAsync(Path.Combine(made.ModelFolder, "model.json"), """{"name":"stand-in","version":"1"}""");
        return made;
    }

    public Process StartWorker()
    {
        var command = TestChildren.Worker(
            ("ConnectionStrings__Portal", Portal.ConnectionString), ("Portal__DataFolder", Folder), ("Portal__Model__Folder", ModelFolder),
            ("Portal__Worker__StopWithInput", "true"), ("Portal__Worker__Runs", "3"));
        var worker = Process.Start(command.ToStartInfo())!;
        worker.OutputDataReceived += (_, line) => Note(line.Data);
        worker.ErrorDataReceived += (_, line) => Note(line.Data);
        worker.BeginOutputReadLine();
        worker.BeginErrorReadLine();
        _workers.Add(worker);
        return worker;
    }

    public async Task<Guid> NewRunAsync(int pictures = 1, TranslationOptions? options = null, params byte[][] others)
    {
        var model = await Portal.Get<ModelQueries>().RegisterShippedAsync(
            new ModelRegistration { Name = "stand-in", Version = "1", Sha256 = new string('a', 64), Folder = ModelFolder, OptionsJson = "{}" }, CancellationToken.None);
        List<NewTranslationInput> inputs = [];
        foreach (byte[] bytes in Enumerable.Range(0, pictures).Select(i => Pictures.Thermal16(variation: i)).Concat(others))
            inputs.Add(new NewTranslationInput((await Portal.NewItemAsync(Scope, $"face{inputs.Count}.png", bytes)).Id));
        return await Portal.Get<TranslationQueries>().CreateAsync(
            Scope, new NewTranslation { ModelVersionId = model.Id, Options = options ?? new() { Crop = CropMode.None }, Inputs = inputs }, CancellationToken.None);
    }

    public async Task<TranslationDetail> FindAsync(Guid run) =>
        (await Portal.Get<TranslationQueries>().FindAsync(Scope, run, CancellationToken.None))!;

    /// <summary>Waits until the run looks as wanted; fails with the workers' words when it does not.</summary>
    public async Task<TranslationDetail> WaitAsync(Guid run, Func<TranslationDetail, bool> wanted, int seconds = 60)
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

    public string Output
    {
        get
        {
            lock (_output) return string.Join('\n', _output);
        }
    }

    /// <summary>The engine that last loaded the model, if it lives.</summary>
    public Process? Engine()
    {
        string file = Path.Combine(ModelFolder, "engine.pid");
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out int id)) return null;
        try
        {
            var process = Process.GetProcessById(id);
            return process.HasExited ? null : process;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public void Behave(Behaviour behaviour) => behaviour.WriteTo(ModelFolder);

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

    private void Note(string? line)
    {
        if (line is null) return;
        lock (_output) _output.Add(line);
    }
}
