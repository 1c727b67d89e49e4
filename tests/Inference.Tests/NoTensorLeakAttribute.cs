using System.Reflection;
using TorchSharp;
using Xunit.v3;

namespace ThermalPortal.Inference.Tests;

/// <summary>Fails a synchronous test that ends with more live tensors on its thread than it began with.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class NoTensorLeakAttribute : BeforeAfterTestAttribute
{
    [ThreadStatic] private static long t_before;
    [ThreadStatic] private static bool t_began;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        t_before = Live;
        t_began = true;
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        Assert.True(t_began, "The test ended on another thread than it began on: tensors cannot be counted.");
        t_began = false;
        Assert.Equal(t_before, Live);
    }

    /// <summary>Tensors of this thread that are neither disposed nor detached for good.</summary>
    public static long Live => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
