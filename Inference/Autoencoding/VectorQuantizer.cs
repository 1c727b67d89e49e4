using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Autoencoding;

/// <summary>
/// Codebook of a VQ autoencoder (VQ-VAE, arXiv 1711.00937): every latent position takes its nearest code; gradients pass straight through to the latent.
/// Codes that have gone unused for <see cref="MostIdleSteps"/>, as all have before the first step, become positions of the batch.
/// </summary>
/// <remarks>Symbols: z latent, e its code, K codes, sg = no gradient. Everything is float32, under autocast too.</remarks>
public sealed class VectorQuantizer : nn.Module<Tensor, (Tensor Quantized, Tensor Codes)>
{
    /// <summary>Steps a code may go unused before it is re-seeded.</summary>
    public const int MostIdleSteps = 2000;

    private const double CommitmentWeight = 0.25;
    private const int RowsAtOnce = 1024; // positions compared with all codes at a time: 64 MiB for 16,384 codes
    private readonly Parameter _codebook;
    private readonly Tensor _idle;

    /// <summary>A codebook of K <paramref name="codes"/> for latents of <paramref name="channels"/>.</summary>
    public VectorQuantizer(int codes, int channels) : base(nameof(VectorQuantizer))
    {
        using (NewDisposeScope())
            _codebook = Layer.Own((rand(codes, channels) * 2 - 1) / codes);
        _idle = full(codes, MostIdleSteps, dtype: ScalarType.Int64).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Latent (B, z, h, w) -> its nearest codes in the same shape, float32, and their numbers (B, h, w), int64.</summary>
    public override (Tensor Quantized, Tensor Codes) forward(Tensor latent)
    {
        using var scope = NewDisposeScope();
        var z = latent.to_type(ScalarType.Float32);
        var codes = Nearest(Rows(z)).view(z.shape[0], z.shape[2], z.shape[3]);
        return ((z + (Look(codes) - z).detach()).MoveToOuterDisposeScope(), codes.MoveToOuterDisposeScope());
    }

    /// <summary>|sg(z) - e|^2 + .25 |z - sg(e)|^2, mean over all values: the first moves the codes, the second keeps the encoder near them.</summary>
    public Tensor Loss(Tensor latent, Tensor codes)
    {
        using var scope = NewDisposeScope();
        var e = Look(codes);
        return ((latent.detach() - e).square().mean() + CommitmentWeight * (latent - e.detach()).square().mean()).MoveToOuterDisposeScope();
    }

    /// <summary>exp of the entropy of how often each code occurs: 1 (a single code) to K (all alike).</summary>
    public double Perplexity(Tensor codes)
    {
        using var scope = NewDisposeScope();
        var share = codes.flatten().bincount(null, _codebook.shape[0]).to_type(ScalarType.Float64) / codes.numel();
        return (-(share * (share + 1e-30).log()).sum()).exp().item<double>();
    }

    /// <summary>Notes which codes occurred; in every part of a step.</summary>
    internal void Use(Tensor codes)
    {
        using var scope = NewDisposeScope();
        _idle.index_fill_(0, codes.flatten(), 0);
    }

    /// <summary>Ends a step: codes idle for too long become random positions of <paramref name="latent"/> (B, z, h, w). Returns how many.</summary>
    internal int Reseed(Tensor latent, Random random)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var dead = (_idle.add_(1) > MostIdleSteps).nonzero().flatten();
        var count = (int)dead.shape[0];
        if (count == 0)
            return 0;
        var rows = Rows(latent.to_type(ScalarType.Float32));
        var drawn = Enumerable.Range(0, count).Select(_ => random.NextInt64(rows.shape[0])).ToArray();
        _codebook.index_copy_(0, dead, rows.index_select(0, tensor(drawn, device: rows.device)));
        _idle.index_fill_(0, dead, 1);
        return count;
    }

    private Tensor Nearest(Tensor rows)
    {
        using var off = no_grad();
        return cat([.. rows.split(RowsAtOnce).Select(part => cdist(part, _codebook).argmin(1))]); // cdist stays float32 under autocast, a matrix product would not
    }

    private Tensor Look(Tensor codes) => _codebook.index_select(0, codes.flatten()).view(codes.shape[0], codes.shape[1], codes.shape[2], -1).permute(0, 3, 1, 2); // (B, z, h, w)

    private static Tensor Rows(Tensor latent) => latent.permute(0, 2, 3, 1).flatten(0, 2); // (B h w, z)
}
