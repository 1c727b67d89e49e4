using System.Diagnostics;
using System.Text;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Tests.Decoding;

public sealed class HostileFilesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InspectAsync_EveryBadFile_GetsItsVerdictAndTheNextGoodFileIsRead()
    {
        await using var decoder = new DecoderFixture();
        foreach (var (name, bytes, codes) in Corpus())
        {
            var verdict = await InspectAsync(decoder, name, bytes);
            Assert.True(verdict.Refusal is not null, $"{name} was accepted.");
            Assert.True(codes.Length == 0 || codes.Contains(verdict.Refusal.Code), $"{name}: {verdict.Refusal}");
            Assert.False(string.IsNullOrWhiteSpace(verdict.Refusal.Reason) || string.IsNullOrWhiteSpace(verdict.Refusal.Advice), name);
            Assert.InRange(decoder.PeakMiB(), 0, 512);
            Assert.Null((await InspectAsync(decoder, "good.png", Pictures.Thermal16())).Refusal);
        }
    }

    [Fact]
    public async Task InspectAsync_WrongExtension_ContentDecides()
    {
        await using var decoder = new DecoderFixture();
        var verdict = await InspectAsync(decoder, "face.jpg", Pictures.Thermal16());
        Assert.Null(verdict.Refusal);
        Assert.Equal((80, 60), (verdict.Width, verdict.Height));
        Assert.Equal(Data.Datasets.RadiometryBadge.RadiometricC, verdict.Badge);
    }

    [Fact]
    public async Task InspectAsync_ThousandFiles_UseOneProcess()
    {
        await using var decoder = new DecoderFixture();
        var watch = Stopwatch.StartNew();
        HashSet<int?> processes = [];
        for (int i = 0; i < 1000; i++)
        {
            Assert.Null((await InspectAsync(decoder, "face.png", Pictures.Thermal16(variation: i))).Refusal);
            processes.Add(decoder.Supervisor.ProcessId);
        }
        Assert.Single(processes);
        TestContext.Current.TestOutputHelper?.WriteLine($"1,000 files in {watch.Elapsed.TotalSeconds:0.0} s, peak {decoder.PeakMiB():0} MiB");
    }

    [Fact]
    public async Task InspectAsync_DecoderKilled_OnlyThatFileIsHit()
    {
        await using var decoder = new DecoderFixture();
        Assert.Null((await InspectAsync(decoder, "good.png", Pictures.Thermal16())).Refusal);
        using (var process = Process.GetProcessById(decoder.Supervisor.ProcessId!.Value)) process.Kill();
        Assert.Null((await InspectAsync(decoder, "good.png", Pictures.Thermal16())).Refusal);
    }

    [Fact]
    public async Task InspectAsync_TooSlow_IsStoppedAndTheNextFileIsRead()
    {
        await using var decoder = new DecoderFixture(new DecoderOptions { PictureLimit = TimeSpan.FromMilliseconds(1) });
        var verdict = await InspectAsync(decoder, "8000x8000.png", Pictures.PngOfZeros(8000, 8000));
        Assert.Equal("too-slow", verdict.Refusal?.Code);
        Assert.Null(decoder.Supervisor.ProcessId);
    }

    private static IEnumerable<(string Name, byte[] Bytes, string[] Codes)> Corpus()
    {
        byte[] good = Pictures.Thermal16();
        yield return ("empty.png", [], ["empty"]);
        yield return ("truncated.png", good[..(good.Length / 2)], []);
        yield return ("head-only.png", good[..20], []);
        yield return ("text.png", Encoding.UTF8.GetBytes("this is no picture at all, only words in a row"), []);
        yield return ("page.png", "<html><script>alert(1)</script></html>"u8.ToArray(), []);
        yield return ("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>"u8.ToArray(), []);
        yield return ("random.png", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7919 >> 3))], []);
        yield return ("60000x60000.png", Pictures.PngOfZeros(60000, 60000, rows: 1), []);
        yield return ("30000x30000.png", Pictures.PngOfZeros(30000, 30000, bitDepth: 8, rows: 200), []);
        yield return ("1x500M.png", Pictures.PngOfZeros(1, 500_000_000, bitDepth: 8, rows: 1000), []);
        yield return ("flat.png", Pictures.PngOfZeros(200, 200), []);
        yield return ("8000x8000.png", Pictures.PngOfZeros(8000, 8000), []);
        yield return ("archive.rar", [.. "Rar!\u001a\u0007"u8, .. new byte[100]], ["archive-kind"]);
        yield return ("archive.gz", [0x1f, 0x8b, .. new byte[100]], ["archive-kind"]);
        yield return ("weights.pt", [0x80, 0x02, 0x8a, 0x0a, .. new byte[100]], []);
        yield return ("flir.jpg", [0xff, 0xd8, 0xff, 0xe1, 0x00, 0x20, .. "FLIR\0"u8, 1, 3, 9, .. new byte[23], 0xff, 0xd9], []);
        yield return ("tiff-loop.tif", [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0, 8, 0, 0, 0], []);
    }

    private static Task<InspectReply> InspectAsync(DecoderFixture decoder, string name, byte[] bytes) => VerdictAsync(async () =>
        await decoder.Supervisor.InspectAsync(new InspectRequest(decoder.Write("upload.bin", bytes), name), Token));

    private static async Task<InspectReply> VerdictAsync(Func<Task<InspectReply>> call)
    {
        try
        {
            return await call();
        }
        catch (DecoderLostException lost)
        {
            return new InspectReply { Refusal = lost.Refusal };
        }
    }
}
