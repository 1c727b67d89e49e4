using StreamJsonRpc;

namespace ThermalPortal.Jobs.Engine;

/// <summary>What the worker may ask of its engine process. Pictures travel as files in a scratch folder, never through the pipe.</summary>
[JsonRpcContract]
internal partial interface IEngine
{
    /// <summary>Who answers: version, device, process id.</summary>
    Task<EngineHello> HelloAsync(CancellationToken cancellationToken);

    /// <summary>The supervisor is alive. The engine holds between two steps when this stays away (<see cref="Heartbeat"/>).</summary>
    Task BeatAsync(CancellationToken cancellationToken);

    /// <summary>Loads a model ahead of its first use.</summary>
    Task<ModelLoaded> LoadAsync(string modelFolder, CancellationToken cancellationToken);

    /// <summary>Translates one batch; the token is polled at every step.</summary>
    Task<TranslateReply> TranslateAsync(TranslateRequest request, IProgress<EngineProgress> progress, CancellationToken cancellationToken);

    /// <summary>What a model's classifier makes of faces; takes milliseconds.</summary>
    Task<PredictReply> PredictAsync(PredictRequest request, CancellationToken cancellationToken);
}
