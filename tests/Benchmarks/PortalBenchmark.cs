using System.Diagnostics;
using ThermalPortal.Inference.Images;
using ThermalPortal.Tests.Processes;

namespace ThermalPortal.Benchmarks;

/// <summary>What a person waits for, measured from outside: start, translations, memory, upload.</summary>
internal static class PortalBenchmark
{
    private const int Batch = 16, Singles = 5, UploadFiles = 1000;

    public static async Task RunAsync(string web, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await using var portal = PortalProcess.Start(web);
        using var client = new PortalClient(portal.Address, portal.Token);
        await client.WaitUntilReadyAsync(() => portal.HasEnded, cancellationToken);
        Print("start to ready", watch.Elapsed.TotalSeconds, "s", 15);

        if (await client.HasModelAsync(cancellationToken))
            await TranslationsAsync(client, Samples(), cancellationToken);
        else
            Console.WriteLine("translations: skipped, this build ships no model");

        await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
        var memory = ProcessMemory.OfWorkers(portal.Id);
        Print($"idle memory ({string.Join(", ", memory.Select(m => $"{m.Key} {m.Value:0}"))})", memory.Values.Sum(), "MiB", 1229);

        var pictures = Enumerable.Range(0, UploadFiles).Select(i => ($"picture-{i:0000}.png", Picture(i))).ToArray();
        var verdicts = (Accepted: 0, Rejected: 0);
        var upload = await SecondsAsync(async () => verdicts = await client.UploadAsync(pictures, cancellationToken));
        Print($"{UploadFiles} files of {pictures.Average(p => p.Item2.Length) / 1024:0} KiB ({verdicts.Accepted} accepted, {verdicts.Rejected} rejected)", upload, "s", 60);
    }

    private static async Task TranslationsAsync(PortalClient client, string[] samples, CancellationToken cancellationToken)
    {
        Print("first translation", await SecondsAsync(() => client.TranslateAsync([samples[0]], 1, cancellationToken)), "s", 15);

        var singles = new List<double>();
        for (var i = 0; i < Singles; i++)
            singles.Add(await SecondsAsync(() => client.TranslateAsync([samples[i % samples.Length]], 100 + i, cancellationToken)));
        var single = singles.Order().ElementAt(Singles / 2);
        Print($"warm single picture of the usual 4 steps, median of {Singles}", single, "s", 0.7);

        string[] many = [.. Enumerable.Range(0, Batch).Select(i => samples[i % samples.Length])];
        var batch = await SecondsAsync(() => client.TranslateAsync(many, 200, cancellationToken));
        Print($"{Batch} pictures in one translation", batch, "s");
        Print("rate a picture against singles", single * Batch / batch, "times", 3, atLeast: true);
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    private static void Print(string what, double value, string unit, double? goal = null, bool atLeast = false) =>
        Console.WriteLine($"{what}: {value:0.00} {unit}{(goal is null ? "" : $" (goal {(atLeast ? ">=" : "<=")} {goal:0.#})")}");

    // 100 x 100 counts of 16 bits that do not compress: about 20 KB, each different.
    private static byte[] Picture(int seed)
    {
        var random = new Random(seed);
        return PngWriter.Grey16(100, 100, [.. Enumerable.Range(0, 10_000).Select(_ => (ushort)random.Next(28_000, 33_000))]);
    }

    // The thermal faces that the portal offers as samples.
    private static string[] Samples()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "Web", "wwwroot", "samples");
            if (Directory.Exists(folder) && Directory.GetFiles(folder, "*.png") is { Length: > 0 } files)
                return [.. files.Order(StringComparer.Ordinal)];
        }
        throw new DirectoryNotFoundException("There are no sample pictures: run from a build inside the repository.");
    }
}
