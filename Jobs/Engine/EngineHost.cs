using System.Runtime.InteropServices;
using ThermalPortal.Jobs.Processes;

namespace ThermalPortal.Jobs.Engine;

/// <summary>The engine process: one model, kept warm, one batch at a time.</summary>
internal sealed class EngineHost(ITranslator translator, Heartbeat heartbeat, TimeProvider time) : IEngine, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly IdleMemory _memory = new(time);

    /// <summary>Serves until the parent is gone, then ends the process.</summary>
    public static async Task RunAsync(Func<ITranslator> createTranslator, TimeProvider time)
    {
        var streams = StandardStreams.Take();
        var host = new EngineHost(createTranslator(), new Heartbeat(time), time);
        await RpcHost.ServeAsync<IEngine>(host, streams);
        ProcessEnd.Now();
    }

    public Task<EngineHello> HelloAsync(CancellationToken cancellationToken)
    {
        heartbeat.Beat();
        return Task.FromResult(new EngineHello(Software.Version, translator.Device, Environment.ProcessId));
    }

    public Task BeatAsync(CancellationToken cancellationToken)
    {
        heartbeat.Beat();
        return Task.CompletedTask;
    }

    public Task<ModelLoaded> LoadAsync(string modelFolder, CancellationToken cancellationToken) =>
        InTurnAsync(() => new ModelLoaded(translator.Load(modelFolder)), cancellationToken);

    public Task<TranslateReply> TranslateAsync(
        TranslateRequest request, IProgress<EngineProgress> progress, CancellationToken cancellationToken) =>
        InTurnAsync(() => Translate(request, progress, cancellationToken), cancellationToken);

    public Task<PredictReply> PredictAsync(PredictRequest request, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            heartbeat.HoldWhileMissing(cancellationToken);
            return new PredictReply(translator.Predict(request.ModelFolder, [.. request.ThermalFiles.Select(ReadFloats)]));
        },
        cancellationToken);

    public void Dispose()
    {
        translator.Dispose();
        _memory.Dispose();
        _turn.Dispose();
    }

    private TranslateReply Translate(TranslateRequest request, IProgress<EngineProgress> progress, CancellationToken cancellationToken)
    {
        string sha256 = translator.Load(request.ModelFolder);
        heartbeat.HoldWhileMissing(cancellationToken);
        var inputs = request.Items
            .Select(item => new TranslatorInput(ReadFloats(item.ThermalFile), item.Calibrated, item.Seed, item.Attributes))
            .ToList();
        long shown = time.GetTimestamp();
        var outputs = translator.Translate(
            request.ModelFolder, inputs, new TranslatorOptions(request.Steps, request.Guidance), OnStep, cancellationToken);
        for (int i = 0; i < outputs.Count; i++) WriteWhole(request.Items[i].OutputFile, outputs[i].Rgb);
        return new TranslateReply(sha256, [.. outputs.Select(output => new TranslatedItem(output.Side, output.Attributes))]);

        void OnStep(TranslatorStep step)
        {
            heartbeat.HoldWhileMissing(cancellationToken);
            bool preview = step.Preview is not null && request.PreviewEvery > 0
                && step.Step % request.PreviewEvery == 0 && step.Step < step.Steps && time.GetElapsedTime(shown) >= request.PreviewPause;
            if (preview)
            {
                WritePreviews(request.Items, step.Preview!);
                shown = time.GetTimestamp();
            }
            progress.Report(new EngineProgress(step.Step, step.Steps, preview));
        }
    }

    private async Task<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _memory.GiveBackLater(_turn);
            _turn.Release();
        }
    }

    private static void WritePreviews(IReadOnlyList<TranslateItem> items, Func<int, byte[]> preview)
    {
        for (int i = 0; i < items.Count; i++)
            if (items[i].PreviewFile is { } file) WriteWhole(file, preview(i));
    }

    private static float[] ReadFloats(string file) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(file)).ToArray();

    // Readers on the other side never see half a picture.
    private static void WriteWhole(string file, byte[] bytes)
    {
        string part = file + ".part";
        File.WriteAllBytes(part, bytes);
        File.Move(part, file, overwrite: true);
    }
}
