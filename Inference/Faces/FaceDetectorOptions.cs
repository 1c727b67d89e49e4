namespace ThermalPortal.Inference.Faces;

/// <summary>How faces are looked for.</summary>
public sealed record FaceDetectorOptions
{
    /// <summary>Score from which a face is reported at all (a proposal), 0..1.</summary>
    public float ProposeScore { get; init; } = 0.5f;

    /// <summary>Score from which a face is used without asking, 0..1.</summary>
    public float AutomaticScore { get; init; } = 0.75f;

    /// <summary>Overlap (intersection over union) above which two boxes are one face.</summary>
    public float Overlap { get; init; } = 0.3f;

    /// <summary>Threads of one pass of the network; several passes run at once.</summary>
    public int Threads { get; init; } = 1;
}
