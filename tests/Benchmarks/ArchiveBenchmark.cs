using System.Diagnostics;
using System.Formats.Tar;
using ThermalPortal.Inference.Images;
using ThermalPortal.Tests.Processes;

namespace ThermalPortal.Benchmarks;

/// <summary>An archive of many small pictures through the portal's API: sent in pieces, unpacked, every picture with its verdict, imported as pairs.</summary>
internal static class ArchiveBenchmark
{
    private const int Side = 64, Goal = 300;

    /// <param name="web">The portal's assembly.</param>
    /// <param name="files">Pictures in the archive.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task RunAsync(string web, int files, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("thermalportal-archive-").FullName;
        try
        {
            var archive = Path.Combine(folder, "pictures.tar");
            await WriteAsync(archive, files, cancellationToken);
            await using var portal = PortalProcess.Start(web, attended: false, ("Portal:Demo", "false"));
            using var client = new PortalClient(portal.Address, portal.Token);
            await client.WaitUntilReadyAsync(() => portal.HasEnded, cancellationToken);
            var watch = Stopwatch.StartNew();
            var upload = await client.SendArchiveAsync(archive, cancellationToken);
            Console.WriteLine($"{files:N0} pictures of {new FileInfo(archive).Length / 1024.0 / files:0.0} KiB in one tar, sent in {watch.Elapsed.TotalSeconds:0.0} s");
            watch.Restart();
            await client.UnpackedAsync(upload, files, cancellationToken);
            Console.WriteLine($"unpacked and stored: {watch.Elapsed.TotalSeconds:0.0} s");
            var (accepted, rejected) = await client.VerdictsAsync(upload, cancellationToken);
            var seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine($"the same and judged ({accepted:N0} accepted, {rejected:N0} rejected): {seconds:0.0} s, {files / seconds:0} files/s (goal >= {Goal})");
            foreach (var (verb, mebibytes) in ProcessMemory.OfWorkers(portal.Id)) Console.WriteLine($"  {verb} afterwards: {mebibytes:0} MiB");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(string archive, int files, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(File.Create(archive), TarEntryFormat.Ustar);
        for (var i = 0; i < files; i++)
            await tar.WriteEntryAsync(
                new UstarTarEntry(TarEntryType.RegularFile, $"person {i / 20:00000}/thermal/{i:000000}.png") { DataStream = new MemoryStream(Picture(i)) }, cancellationToken);
    }

    // A warm disc on noise in hundredths of a kelvin; each picture is another one.
    private static byte[] Picture(int seed)
    {
        var random = new Random(seed);
        var values = new ushort[Side * Side];
        for (var i = 0; i < values.Length; i++)
        {
            double x = i % Side - Side / 2.0, y = i / Side - Side / 2.0;
            values[i] = (ushort)(29_500 + (x * x + y * y < 400 ? 1_200 : 0) + random.Next(60));
        }
        return PngWriter.Grey16(Side, Side, values);
    }
}
