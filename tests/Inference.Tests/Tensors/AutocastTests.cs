using ThermalPortal.Inference.Tensors;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Tests.Tensors;

public sealed class AutocastTests
{
    [Theory]
    [InlineData("AuthenticAMD", "fma avx512_bf16 avx512_vnni", true)]
    [InlineData("AuthenticAMD", "fma avx2", false)]
    [InlineData("GenuineIntel", "avx512_bf16 amx_bf16 amx_tile", true)]
    [InlineData("GenuineIntel", "avx512_bf16 avx512_fp16", false)]
    public void Pays_ByWhatTheProcessorSaysOfItself(string vendor, string flags, bool expected) =>
        Assert.Equal(expected, Autocast.Pays(["processor\t: 0", $"vendor_id\t: {vendor}", $"flags\t\t: fpu {flags} sse"]));

    [Fact]
    public void Begin_WhereItDoesNotPayOrIsNotEnabled_LeavesFloat32()
    {
        using var scope = NewDisposeScope();
        var a = randn(8, 8);
        using (Autocast.Begin(CPU, enabled: false))
            Assert.Equal(ScalarType.Float32, a.matmul(a).dtype);
        using (Autocast.Begin(CPU))
            Assert.Equal(Autocast.Pays(CPU) ? ScalarType.BFloat16 : ScalarType.Float32, a.matmul(a).dtype);
    }

    [Fact]
    public void Force_MultipliesInBfloat16UntilDisposed()
    {
        Assert.SkipUnless(Autocast.CanForce, "This libtorch does not export its autocast.");
        using var scope = NewDisposeScope();
        var a = randn(8, 8);
        using (Autocast.Force(CPU))
            Assert.Equal(ScalarType.BFloat16, a.matmul(a).dtype);
        Assert.Equal(ScalarType.Float32, a.matmul(a).dtype);
    }
}
