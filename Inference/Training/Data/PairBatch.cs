using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training.Data;

/// <summary>A batch ready for the networks: thermal (B, 1, S, S) and visible (B, 3, S, S) in [-1, 1], labels (B, heads), face points (B, 5, 2) in [-1, 1] of the crop, NaN = unknown, number of the person in the store (B), -1 = nobody of it.</summary>
public sealed record PairBatch(Tensor Thermal, Tensor Visible, Tensor Labels, Tensor Points, Tensor People)
{
    /// <summary>The batch on another device.</summary>
    public PairBatch To(Device device) => new(Thermal.to(device), Visible.to(device), Labels.to(device), Points.to(device), People.to(device));

    /// <summary>Some rows of it, in this order.</summary>
    public PairBatch Select(Tensor rows) => new(Thermal.index_select(0, rows), Visible.index_select(0, rows), Labels.index_select(0, rows), Points.index_select(0, rows), People.index_select(0, rows));
}
