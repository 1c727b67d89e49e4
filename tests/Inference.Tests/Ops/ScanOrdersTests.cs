using ThermalPortal.Inference.Ops;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Ops;

[NoTensorLeak]
public sealed class ScanOrdersTests
{
    [Theory, InlineData(1, 1), InlineData(4, 4), InlineData(3, 5), InlineData(8, 2)]
    public void Orders_AnySize_ArePermutationsWithTheirInverses(int height, int width)
    {
        foreach (var order in ScanOrders.Bidirectional(height, width).Concat(ScanOrders.Cross(height, width)))
        {
            Assert.Equal(Enumerable.Range(0, height * width).Select(k => (long)k), order.Order.Order());
            Assert.All(Enumerable.Range(0, height * width), k => Assert.Equal(k, order.Inverse[(int)order.Order[k]]));
        }
    }

    [Fact]
    public void Cross_TwoByThree_ReadsRowsColumnsAndBothBackwards()
    {
        long[][] expected = [[0, 1, 2, 3, 4, 5], [0, 3, 1, 4, 2, 5], [5, 4, 3, 2, 1, 0], [5, 2, 4, 1, 3, 0]];
        Assert.Equal(expected, ScanOrders.Cross(2, 3).Select(o => o.Order));
    }

    [Fact]
    public void Cross_Columns_EqualTheTransposedMap()
    {
        using var scope = NewDisposeScope();
        var map = arange(12).view(3, 4);
        var columns = ScanOrders.Cross(3, 4)[1];
        TensorAssert.Close(map.t().contiguous().view(-1), map.view(-1).index_select(0, columns.OrderTensor()), 0);
        TensorAssert.Close(map.view(-1), map.view(-1).index_select(0, columns.OrderTensor()).index_select(0, columns.InverseTensor()), 0);
    }

    [Fact]
    public void Bidirectional_TiedScan_IsFlipEquivariant()
    {
        using var scope = NewDisposeScope();
        var i = ScanInputs.Make(12);
        Tensor Both(Tensor x) => ScanOrders.Bidirectional(3, 4)
            .Select(o => ChunkedScan.Forward(
                x.index_select(1, o.OrderTensor()), ones_like(i.A) * -.1, ones_like(i.B), ones_like(i.C)).index_select(1, o.InverseTensor()))
            .Aggregate((y0, y1) => y0 + y1);
        TensorAssert.Close(Both(i.X).flip(1), Both(i.X.flip(1)), 1e-5);
    }
}
