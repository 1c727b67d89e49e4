using System.Globalization;
using ThermalPortal.Benchmarks;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Tests.Processes;

// Figures, not tests: nothing here passes or fails. Every table comes from one run, so that its ratios mean something on any machine.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};
TorchLibrary.Load();
switch (args)
{
    case ["scan"]:
        ScanBenchmark.Run(stop.Token);
        return 0;
    case ["models"]:
        ModelBenchmark.Run(stop.Token);
        OverheadBenchmark.Run(stop.Token);
        TrainingBenchmark.Run(stop.Token);
        LeakBenchmark.Run(stop.Token);
        return 0;
    case ["leak"]:
        LeakBenchmark.Run(stop.Token);
        return 0;
    case ["twin"]:
        TwinBenchmark.Run(stop.Token);
        return 0;
    case ["datasets"]:
        await DatasetBenchmark.RunAsync(stop.Token);
        return 0;
    case ["archive", .. var rest] when rest.Length <= 2:
        await ArchiveBenchmark.RunAsync(rest.Length > 1 ? rest[1] : PortalProcess.BuiltBeside(), rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 100_000, stop.Token);
        return 0;
    case ["upload", .. var rest] when rest.Length <= 3:
        await UploadBenchmark.RunAsync(rest.Length > 2 ? rest[2] : PortalProcess.BuiltBeside(), rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 20, rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 20, stop.Token);
        return 0;
    case ["portal", .. var rest] when rest.Length <= 1:
        await PortalBenchmark.RunAsync(rest.Length > 0 ? rest[0] : PortalProcess.BuiltBeside(), stop.Token);
        return 0;
    default:
        Console.Error.WriteLine("""
            dotnet run -c Release --project tests/Benchmarks -- scan             selective scan, chunked and sequential, against attention
            dotnet run -c Release --project tests/Benchmarks -- models           translations by preset, steps, batch and type; calls beside kernels; training steps; tensors left behind
            dotnet run -c Release --project tests/Benchmarks -- leak             the last of these alone: a thousand translations, two hundred training steps
            dotnet run -c Release --project tests/Benchmarks -- twin             the networks against the same networks in PyTorch; needs Python 3 with PyTorch (Debian: python3-torch,
                                                                                 and libopenblas0-pthread: its default BLAS is slow); GOMP_SPINCOUNT=3000, as the portal sets it, keeps the two from disturbing each other
            dotnet run -c Release --project tests/Benchmarks -- datasets         pages, split and pairing of a dataset of 100,000 pairs in a private PostgreSQL
            dotnet run -c Release --project tests/Benchmarks -- archive [FILES] [WEB.dll]  a tar of 100,000 (or so many) small pictures: sent, unpacked, every one with its verdict
            dotnet run -c Release --project tests/Benchmarks -- upload [GIB] [CUTS] [WEB.dll]  one file of 20 GiB (or so many) by the pages' client, its connection cut 20 times: bytes sent again, hash, memory
            dotnet run -c Release --project tests/Benchmarks -- portal [WEB.dll]  start, translations, memory and upload through the portal's API
            Build Web in the same configuration before the last three.
            """);
        return 2;
}
