namespace ThermalPortal.Inference.Training;

/// <summary>Which nets compare pictures in training, and how much each counts beside L1.</summary>
public sealed record ImageLossOptions
{
    /// <summary>Folder of the VGG19 shards of the perceptual term; null trains without it (softer pictures).</summary>
    public string? PerceptualFolder { get; init; }

    /// <summary>Folder of the face descriptor's weights (see <see cref="Faces.FaceDescriptorNet"/>) or of a net of one's own (<see cref="Faces.FaceEmbeddingNet"/>); null trains without an identity term (faces too alike).</summary>
    public string? IdentityFolder { get; init; }

    /// <summary>Weight of PD-VGG19.</summary>
    public double PerceptualWeight { get; init; } = 0.3;

    /// <summary>Weight of the squared distance of face descriptors (0.36 = the usual limit for one person).</summary>
    public double IdentityWeight { get; init; } = 1;

    /// <summary>Weight of the confusion with other people, in nats (see <see cref="PeopleBank"/>).</summary>
    public double ConfusionWeight { get; init; } = 0.1;

    /// <summary>The perceptual distance is taken on one random crop of this side, pixels.</summary>
    public int PerceptualCrop { get; init; } = 64;
}
