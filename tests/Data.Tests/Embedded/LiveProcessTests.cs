using System.Diagnostics;
using System.Globalization;
using ThermalPortal.Data.Embedded;

namespace ThermalPortal.Data.Tests.Embedded;

public sealed class LiveProcessTests
{
    [Fact]
    public void Find_Self_IsThere()
    {
        using var self = LiveProcess.Find(Environment.ProcessId);
        Assert.NotNull(self);
        Assert.Null(LiveProcess.Find(int.MaxValue));
    }

    [Fact]
    public async Task Find_DeadChildNobodyCollected_IsNotThere()
    {
        // The shell starts a child, then becomes a program that never waits for it: the child stays a zombie.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "sleep 0.1 & echo $!; exec sleep 30"]) { RedirectStandardOutput = true };
        using var parent = Process.Start(start)!;
        try
        {
            var child = int.Parse((await parent.StandardOutput.ReadLineAsync(CancellationToken.None))!, CultureInfo.InvariantCulture);
            for (var n = 0; n < 100 && LiveProcess.Find(child) is { } alive; n++)
            {
                alive.Dispose();
                await Task.Delay(50, CancellationToken.None);
            }
            Assert.Null(LiveProcess.Find(child));
            if (OperatingSystem.IsLinux()) Assert.True(Directory.Exists($"/proc/{child}"));
        }
        finally
        {
            parent.Kill();
        }
    }
}
