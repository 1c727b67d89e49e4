using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ThermalPortal.Tests.Processes;

namespace ThermalPortal.Benchmarks;

/// <summary>One huge file by the client that the pages use (tus-js-client, under Node), its connection cut again and again: what is sent twice, whether the bytes are the same, and the memory of the web process meanwhile.</summary>
internal static class UploadBenchmark
{
    private const int PieceBytes = 8 << 20; // as in the pages

    /// <param name="web">The portal's assembly.</param>
    /// <param name="gibibytes">Of the file; twice as much must be free on the disk.</param>
    /// <param name="cuts">Lost connections, evenly over the file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task RunAsync(string web, int gibibytes, int cuts, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("thermalportal-upload-").FullName;
        try
        {
            var file = Path.Combine(folder, "big.tiff");
            var sha256 = await WriteAsync(file, gibibytes, cancellationToken);
            await using var portal = PortalProcess.Start(web, settings: ("Portal:Demo", "false"));
            using var client = new PortalClient(portal.Address, portal.Token);
            await client.WaitUntilReadyAsync(() => portal.HasEnded, cancellationToken);
            var upload = await client.NewUploadAsync(cancellationToken);
            var (before, most) = (ProcessMemory.Of(portal.Id), 0d);
            var watch = Stopwatch.StartNew();
            using var sender = Process.Start(new ProcessStartInfo(
                "node", [Path.Combine(AppContext.BaseDirectory, "client.mjs"), $"{portal.Address}{upload.TrimStart('/')}/tus", portal.Token, file, Text(cuts), Text(PieceBytes), Text((int)(((long)gibibytes << 30) / PieceBytes / Math.Max(1, cuts)))])
            { RedirectStandardOutput = true })!;
            using var sampling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var memory = SampleAsync();
            List<long> again = [];
            while (await sender.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                var said = JsonSerializer.Deserialize<JsonElement>(line);
                if (said.TryGetProperty("error", out var error)) throw new InvalidOperationException(error.GetString());
                if (said.TryGetProperty("piece", out var piece)) again.Add(piece.GetInt64() + PieceBytes - said.GetProperty("resumed").GetInt64());
            }
            await sampling.CancelAsync();
            await memory;
            var seconds = watch.Elapsed.TotalSeconds;
            var kept = Directory.EnumerateFiles(portal.DataFolder, sha256, SearchOption.AllDirectories).Any();
            Console.WriteLine($"{gibibytes} GiB in {seconds:0} s ({gibibytes * 1024 / seconds:0} MiB/s), {again.Count} cuts; sent again after a cut: most {again.DefaultIfEmpty().Max() / 1048576.0:0.0} MiB (goal <= a piece, {PieceBytes >> 20} MiB)");
            Console.WriteLine($"kept under the SHA-256 of what was sent: {(kept ? "yes" : "NO")}");
            Console.WriteLine($"web process: {before:0} MiB before, {most:0} MiB at most, {ProcessMemory.Of(portal.Id):0} MiB after: grew by {most - before:0} MiB (goal < 200)");

            async Task SampleAsync()
            {
                while (!sampling.IsCancellationRequested)
                {
                    most = Math.Max(most, ProcessMemory.Of(portal.Id));
                    await Task.Delay(100, CancellationToken.None);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes noise, another block each time; answers its hash.</summary>
    private static async Task<string> WriteAsync(string file, int gibibytes, CancellationToken cancellationToken)
    {
        var block = RandomNumberGenerator.GetBytes(PieceBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var output = File.Create(file);
        for (var n = 0L; n < ((long)gibibytes << 30) / PieceBytes; n++)
        {
            BitConverter.TryWriteBytes(block, n);
            hash.AppendData(block);
            await output.WriteAsync(block, cancellationToken);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
