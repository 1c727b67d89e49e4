using ThermalPortal.Inference.Layers;
using ThermalPortal.Inference.Ops;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Denoising;

/// <summary>
/// Two-dimensional selective scan (VMamba SS2D with the scalar-decay SSD of Mamba-2): tokens (B, L, C) of an H x W map -> same.
/// Cross scans apply from 256 tokens; smaller maps are read forward and backward.
/// </summary>
public sealed class SelectiveScan2d : nn.Module<Tensor, Tensor>
{
    private const int CrossScanFrom = 256;
    private readonly int _height;
    private readonly int _width;
    private readonly int _heads;
    private readonly int _state;
    private readonly int _headWidth;
    private readonly IReadOnlyList<ScanOrder> _orders;
    private readonly Linear _in;
    private readonly Conv2d _conv;
    private readonly ModuleList<Linear> _project = [];
    private readonly Parameter _step_bias;
    private readonly Parameter _decay_log;
    private readonly Parameter _through;
    private readonly Parameter _norm;
    private readonly Linear _out;

    public SelectiveScan2d(int channels, int height, int width, DenoiserOptions options) : base(nameof(SelectiveScan2d))
    {
        (_height, _width, _heads, _state, _headWidth) = (height, width, channels / options.HeadWidth, options.StateSize, options.HeadWidth);
        _orders = options.Scan == ScanDirections.Cross && height * width >= CrossScanFrom ? ScanOrders.Cross(height, width) : ScanOrders.Bidirectional(height, width);
        _in = nn.Linear(channels, 2 * channels, hasBias: false);
        _conv = nn.Conv2d(channels, channels, kernel_size: 3, padding: 1, groups: channels);
        foreach (var _ in _orders)
            _project.Add(nn.Linear(channels, 2 * _state + _heads, hasBias: false));
        using (NewDisposeScope())
        {
            var step = (rand(_orders.Count, _heads) * (Math.Log(0.1) - Math.Log(0.001)) + Math.Log(0.001)).exp().clamp_min(1e-4);
            _step_bias = Layer.Own(step + (-(-step).expm1()).log()); // softplus^-1
            _decay_log = Layer.Own((rand(_orders.Count, _heads) * 15 + 1).log());
            _through = Layer.Own(ones(_orders.Count, _heads));
            _norm = Layer.Own(ones(channels));
        }
        _out = nn.Linear(channels, channels, hasBias: false);
        RegisterComponents();
    }

    public override Tensor forward(Tensor u)
    {
        using var scope = NewDisposeScope();
        var (b, l, c) = (u.shape[0], u.shape[1], u.shape[2]);
        var parts = _in.forward(u).chunk(2, -1);
        var map = parts[1].transpose(1, 2).reshape(b, c, _height, _width);
        var x = F.silu(_conv.forward(map)).flatten(2).transpose(1, 2); // (B, L, C)
        var y = zeros(1, device: u.device);
        for (var k = 0; k < _orders.Count; k++)
            y = y + _orders[k].Restore(Scan(k, _orders[k].Apply(x)));
        var gated = y * F.silu(parts[0].to_type(ScalarType.Float32));
        gated = gated * (gated.square().mean([-1], keepdim: true) + 1e-6).rsqrt() * _norm;
        return _out.forward(gated).MoveToOuterDisposeScope();
    }

    /// <summary>One direction, in scan order: (B, L, C) -> (B, L, C) float32.</summary>
    private Tensor Scan(int k, Tensor x)
    {
        var (b, l, c) = (x.shape[0], x.shape[1], x.shape[2]);
        var projected = _project[k].forward(x).to_type(ScalarType.Float32).split([_state, _state, _heads], -1);
        var step = F.softplus(projected[2] + _step_bias[k]); // (B, L, H) float32
        var heads = x.reshape(b, l, _heads, _headWidth).to_type(ScalarType.Float32);
        var y = ChunkedScan.Forward(heads * step.unsqueeze(-1), -step * _decay_log[k].exp(), projected[0], projected[1]);
        return (y + heads * _through[k].unsqueeze(-1)).reshape(b, l, c);
    }
}
