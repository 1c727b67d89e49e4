using System.Diagnostics;
using System.Globalization;
using ThermalPortal.Tests.Processes;

namespace ThermalPortal.Benchmarks;

/// <summary>The PyTorch twin in a process of its own that runs one case when asked.</summary>
internal sealed class TwinProcess : IDisposable
{
    private readonly Process _process;

    public TwinProcess(string model, string device)
    {
        var start = PythonTwin.Command("timing.py", model, device, "--serve");
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        start.RedirectStandardError = false; // straight to the console
        _process = Process.Start(start)!;
    }

    /// <summary>Milliseconds of one run; the first of each case is preceded by one that is not timed.</summary>
    public double Once(TwinCase work, string mode)
    {
        _process.StandardInput.WriteLine($"{work.Network} {work.Batch} {(work.LowPrecision ? "bfloat16" : "float32")} {mode}");
        _process.StandardInput.Flush();
        return double.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The twin ended: see its message above."), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close(); // its loop ends with its input
        _process.WaitForExit();
        _process.Dispose();
    }
}
