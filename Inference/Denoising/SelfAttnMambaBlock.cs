using ThermalPortal.Inference.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// Selective scan, self-attention, attribute cross-attention and MLP in series under adaLN-zero modulation (after LaMamba-Diff):
/// map (B, C, H, W), modulation (B, d_mod), attribute tokens (B, K, d_ctx) -> map. The block is the identity at the start of training.
/// </summary>
public sealed class SelfAttnMambaBlock : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    private const int ScanFrom = 64; // tokens; below, attention alone sees everything
    private readonly int _channels;
    private readonly Linear _modulation;
    private readonly SelectiveScan2d? _scan;
    private readonly TokenAttention _attention;
    private readonly LayerNorm _crossNorm;
    private readonly TokenAttention _cross;
    private readonly Linear _expand;
    private readonly Linear _contract;

    public SelfAttnMambaBlock(int channels, int height, int width, DenoiserOptions options) : base(nameof(SelfAttnMambaBlock))
    {
        _channels = channels;
        _modulation = Layer.Zero(nn.Linear(options.ModulationWidth, 9 * channels));
        _scan = height * width >= ScanFrom && options.Scan != ScanDirections.None ? new SelectiveScan2d(channels, height, width, options) : null;
        _attention = new TokenAttention(channels, channels, options.HeadWidth);
        _crossNorm = nn.LayerNorm(channels);
        _cross = new TokenAttention(channels, options.ContextWidth, options.HeadWidth);
        Layer.Zero(_cross.Projection());
        _expand = nn.Linear(channels, 2 * channels);
        _contract = nn.Linear(2 * channels, channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor map, Tensor e, Tensor attributes)
    {
        using var scope = NewDisposeScope();
        var u = map.flatten(2).transpose(1, 2); // (B, L, C)
        var m = _modulation.forward(F.silu(e)).unsqueeze(1).chunk(9, -1); // scale, shift, gate of each branch: (B, 1, C)
        if (_scan is not null)
            u = u + m[2] * _scan.forward(Normalize(u) * (1 + m[0]) + m[1]);
        var a = Normalize(u) * (1 + m[3]) + m[4];
        u = u + m[5] * _attention.forward(a, a);
        u = u + _cross.forward(_crossNorm.forward(u), attributes);
        u = u + m[8] * _contract.forward(F.gelu(_expand.forward(Normalize(u) * (1 + m[6]) + m[7])));
        return u.transpose(1, 2).reshape(map.shape).MoveToOuterDisposeScope();
    }

    private Tensor Normalize(Tensor u) => F.layer_norm(u, [_channels]);
}
