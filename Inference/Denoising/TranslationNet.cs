using ThermalPortal.Inference.Attributes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// Everything of the second stage that is trained together: thermal encoder, fusion, attribute embedding, time embedding, U-Net.
/// The thermal encoder estimates the visible latent directly (c); diffusion runs on what is left, r = (z0 - c) / std (CorrDiff, arXiv 2309.15214).
/// </summary>
public sealed class TranslationNet : nn.Module<Tensor, Tensor, Tensor, ThermalCondition, Tensor>
{
    /// <summary>Names of the tensors whose rows, or columns, stand for attributes.</summary>
    internal const string AttributeRows = nameof(_attributes), StatementColumns = $"{nameof(_guide)}._embed.weight";

    private readonly Autoencoding.Encoder _thermal;
    private readonly FeatureFusion? _fusion;
    private readonly DetailFusion? _detail;
    private readonly ThermalDescriptor? _descriptor;
    private readonly IdentityFusion? _identity;
    private readonly AttributeFusion? _guide;
    private readonly Parameter _attributes;
    private readonly Linear _time1;
    private readonly Linear _time2;
    private readonly Linear _attributeTime;
    private readonly Linear _low;
    private readonly UNet _unet;
    private readonly DetailBranch? _branch;
    private readonly Tensor _residual_std;

    public TranslationNet(DenoiserOptions options, AttributeSchema schema) : base(nameof(TranslationNet))
    {
        Options = options;
        schema = schema.Guiding;
        var width = 4 * options.ModelChannels;
        _thermal = new Autoencoding.Encoder(options.Thermal, options.LatentChannels);
        _fusion = options.FusionWidth == 0 ? null : new FeatureFusion(options);
        _detail = options.DetailWidths.Count == 0 ? null : new DetailFusion(options);
        _descriptor = options.Identity ? new ThermalDescriptor() : null;
        _identity = options.Identity ? new IdentityFusion(options) : null;
        _guide = options.Guided ? new AttributeFusion(options, schema) : null;
        using (NewDisposeScope())
            _attributes = Layers.Layer.Own(randn(schema.Logits + schema.Heads.Count, options.ContextWidth) * 0.5);
        _time1 = nn.Linear(options.ModelChannels, width);
        _time2 = nn.Linear(width, width);
        _attributeTime = nn.Linear(options.ContextWidth, width);
        _low = nn.Linear(width, options.ModulationWidth);
        _unet = new UNet(options);
        _branch = options.Branch ? new DetailBranch(options) : null;
        _branch?.StartFrom(_unet);
        _residual_std = ones(1, options.LatentChannels, 1, 1).DetachFromDisposeScope();
        RegisterComponents();
        foreach (var parameter in _descriptor?.parameters() ?? []) // trained alone, before
            parameter.requires_grad_(false);
    }

    /// <summary>The options the networks were built from.</summary>
    public DenoiserOptions Options { get; }

    /// <summary>
    /// Normalised thermal image (B, 1, S, S) in [-1, 1] -> its condition, computed once an image. Attribute weights (B, K, R) change the feature maps and, where it does so, the estimate of a guided model,
    /// <paramref name="guidance"/> times as far as it learnt; null = nothing is stated.
    /// </summary>
    public ThermalCondition Condition(Tensor thermal, Tensor? attributeWeights = null, double guidance = 1)
    {
        using var scope = NewDisposeScope();
        var (latent, features, descriptor) = Estimate(thermal);
        if (_guide is not null && attributeWeights is not null)
            (latent, features) = Guide(latent, features, attributeWeights, guidance);
        var maps = _fusion?.forward(features) ?? [];
        var hint = _branch?.Prepare(thermal, descriptor);
        hint?.Map.MoveToOuterDisposeScope();
        hint?.Tokens?.MoveToOuterDisposeScope();
        return new ThermalCondition(latent.to_type(ScalarType.Float32).MoveToOuterDisposeScope(), [.. maps.Select(m => m.MoveToOuterDisposeScope())],
            [.. features.Select(f => f.MoveToOuterDisposeScope())]) { Hint = hint };
    }

    /// <summary>Estimate (B, z, h, w), feature maps, finest first, of which nothing is stated, and who it is (B, 128) to a model that tells.</summary>
    internal (Tensor Latent, Tensor[] Features, Tensor? Descriptor) Estimate(Tensor thermal)
    {
        var (latent, features) = _thermal.forward(thermal);
        if (_descriptor is null || _identity is null)
            return (latent, features, null);
        var descriptor = _descriptor.forward(thermal);
        var (person, known) = _identity.forward(features, descriptor);
        return (latent + person, known, descriptor);
    }

    /// <summary>Estimate and maps with what is stated; for guided models.</summary>
    internal (Tensor Latent, Tensor[] Features) Guide(Tensor latent, Tensor[] features, Tensor attributeWeights, double guidance = 1)
    {
        var (maps, moved) = _guide!.forward(features, attributeWeights);
        return (moved is null ? latent : latent + guidance * moved, [.. maps.Select((change, i) => features[i] + guidance * change)]);
    }

    /// <summary>Statements that mean nothing yet can be learnt from here on.</summary>
    internal void StartNewStatements() => _guide?.StartNew();

    /// <summary>Thermal feature maps -> what the decoder adds to its own, finest first; null for a model without detail.</summary>
    public Tensor[]? Details(Tensor[] features) => _detail?.forward(features);

    /// <summary>The student that tells who the person is; null for a model without.</summary>
    internal ThermalDescriptor? Descriptor => _descriptor;

    /// <summary>Parameters of the estimate: thermal encoder, detail, identity fusion; the descriptor is trained before.</summary>
    internal IEnumerable<Parameter> EstimateParameters() => _thermal.parameters().Concat(_detail?.parameters() ?? []).Concat(_identity?.parameters() ?? []);

    /// <summary>Parameters of what stated attributes change in the feature maps; none of a model that is not guided.</summary>
    internal IEnumerable<Parameter> GuideParameters() => _guide?.parameters().Where(p => p.requires_grad) ?? [];

    /// <summary>Parameters of the diffusion about the estimate.</summary>
    internal IEnumerable<Parameter> DiffusionParameters() => parameters().Except(EstimateParameters()).Except(_guide?.parameters() ?? []).Except(_descriptor?.parameters() ?? []).Except(BranchParameters());

    /// <summary>Parameters of the second stage; none of a model without.</summary>
    internal IEnumerable<Parameter> BranchParameters() => _branch?.parameters() ?? [];

    /// <summary>A second stage begins as a copy of the first.</summary>
    internal void StartBranch() => _branch?.StartFrom(_unet);

    /// <summary>Standardised latent z0 -> residual about the thermal estimate, about unit variance; the same shape (B, z, h, w). Of a plain model the latent itself.</summary>
    public Tensor ToResidual(Tensor z0, ThermalCondition thermal) => (z0 - Centre(thermal.Latent)) / _residual_std;

    /// <summary>Residual (B, z, h, w) -> standardised latent.</summary>
    public Tensor FromResidual(Tensor residual, ThermalCondition thermal) => Centre(thermal.Latent) + residual * _residual_std;

    private Tensor Centre(Tensor estimate) => Options.Residual ? estimate : zeros_like(estimate);

    /// <summary>Moves the stored standard deviation of each channel towards that of a batch; <paramref name="share"/> 0..1.</summary>
    internal void TrackResidual(Tensor z0, Tensor estimate, double share)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _residual_std.lerp_((z0 - Centre(estimate)).transpose(0, 1).flatten(1).std(1).reshape(1, -1, 1, 1), share);
    }

    /// <summary>Noisy residual (B, z, h, w), time (B) in 0..999, attribute weights (B, K, R), condition -> what its path wants (B, z, h, w), float32: v for diffusion (see <see cref="DenoiserOptions.Path"/>).</summary>
    public override Tensor forward(Tensor x, Tensor t, Tensor attributeWeights, ThermalCondition thermal) => forward(x, t, attributeWeights, thermal, 1);

    /// <summary>The same; what a second stage adds is scaled by <paramref name="detail"/>, 0..1, and 0 is the first stage bit for bit.</summary>
    public Tensor forward(Tensor x, Tensor t, Tensor attributeWeights, ThermalCondition thermal, double detail)
    {
        using var scope = NewDisposeScope();
        var tokens = attributeWeights.matmul(_attributes); // (B, K, d_ctx)
        var e = _time2.forward(nn.functional.silu(_time1.forward(Embedding.Sinusoid(t, Options.ModelChannels))));
        e = _low.forward(e + _attributeTime.forward(tokens.mean([1])));
        var added = _branch is null || detail == 0 ? null : _branch.forward(x, e, tokens, thermal);
        return _unet.forward(x, e, tokens, thermal, detail == 1 || added is null ? added : [.. added.Select(a => detail * a)]).MoveToOuterDisposeScope();
    }
}
