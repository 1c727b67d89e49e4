using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Denoising;

/// <summary>Multi-head attention of tokens (B, L, C) to a context (B, K, D): self-attention when the context is the tokens themselves.</summary>
public sealed class TokenAttention : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly int _headWidth;
    private readonly Linear _query;
    private readonly Linear _keyValue;
    private readonly Linear _out;

    public TokenAttention(int channels, int contextWidth, int headWidth) : base(nameof(TokenAttention))
    {
        _headWidth = headWidth;
        _query = nn.Linear(channels, channels, hasBias: false);
        _keyValue = nn.Linear(contextWidth, 2 * channels, hasBias: false);
        _out = nn.Linear(channels, channels);
        RegisterComponents();
    }

    /// <summary>The output projection, for zero initialisation.</summary>
    internal Linear Projection() => _out;

    public override Tensor forward(Tensor x, Tensor context)
    {
        using var scope = NewDisposeScope();
        var (b, l, c) = (x.shape[0], x.shape[1], x.shape[2]);
        Tensor Heads(Tensor t) => t.reshape(b, -1, c / _headWidth, _headWidth).transpose(1, 2); // (B, heads, L, P)
        var keyValue = _keyValue.forward(context).chunk(2, -1);
        var y = F.scaled_dot_product_attention(Heads(_query.forward(x)), Heads(keyValue[0]), Heads(keyValue[1]));
        return _out.forward(y.transpose(1, 2).reshape(b, l, c)).MoveToOuterDisposeScope();
    }
}
