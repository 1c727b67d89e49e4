using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ThermalPortal.Tests.Processes;

namespace ThermalPortal.Web.Tests.Api.Tus;

/// <summary>The client that the pages use, under Node, against a portal that is killed on the way.</summary>
public sealed class TusClientTests(PortalFixture fixture)
{
    private const int Cuts = 20, PieceBytes = 4 << 20;

    [Fact]
    public async Task TusJsClient_TwentyCutsAndAKilledPortal_SendsTheSameBytes()
    {
        await using var place = await fixture.NewPortalAsync(); // its database and folder; the portal itself runs as a program
        (string, string)[] settings = [("ConnectionStrings:Portal", place.Data.ConnectionString), ("Portal:DataFolder", place.Folder), ("Portal:Demo", "false")];
        await using var first = PortalProcess.Start(PortalProcess.BuiltBeside(), settings: settings);
        using var client = new HttpClient { BaseAddress = first.Address, DefaultRequestHeaders = { Authorization = new("Bearer", first.Token) } };
        await ReadyAsync(client);
        var upload = (await (await client.PostAsync("/api/v1/uploads", null)).ReadAsync()).GetProperty("id").GetGuid();
        var bytes = RandomNumberGenerator.GetBytes(128 << 20);
        var file = Path.Combine(place.Folder, "big.tiff");
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

        using var sender = Send($"{first.Address}api/v1/uploads/{upload}/tus", first.Token, file);
        PortalProcess? second = null;
        List<(long Piece, long Resumed)> cuts = [];
        var done = false;
        while (await sender.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var said = JsonSerializer.Deserialize<JsonElement>(line);
            if (said.TryGetProperty("error", out var error)) Assert.Fail(error.GetString() + await sender.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            if (said.TryGetProperty("piece", out var piece)) cuts.Add((piece.GetInt64(), said.GetProperty("resumed").GetInt64()));
            done |= said.TryGetProperty("done", out _);
            if (cuts.Count != Cuts / 2 || second is not null) continue;
            first.Kill();
            second = PortalProcess.Start(PortalProcess.BuiltBeside(), settings: [.. settings, ("Urls", first.Address.ToString())]);
        }

        Assert.True(done, await sender.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Cuts, cuts.Count);
        Assert.All(cuts, cut => Assert.InRange(cut.Resumed, cut.Piece, cut.Piece + PieceBytes)); // nothing before the piece is sent again
        Assert.Equal("drill/big.tiff", Assert.Single((await client.GetJsonAsync($"/api/v1/uploads/{upload}")).GetProperty("files").EnumerateArray()).Text("filename"));
        await using (var blob = place.Data.Get<Data.Files.IFileStore>().OpenRead(Convert.ToHexStringLower(SHA256.HashData(bytes))))
            Assert.Equal(SHA256.HashData(bytes), await SHA256.HashDataAsync(blob, TestContext.Current.CancellationToken));
        TestContext.Current.TestOutputHelper?.WriteLine($"{cuts.Count(c => c.Resumed > c.Piece)} of {Cuts} cuts kept a part of their piece, {cuts.Average(c => c.Resumed - c.Piece):N0} bytes on average");
        await second!.DisposeAsync();
    }

    private static Process Send(string endpoint, string token, string file)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Api", "Tus", "client.mjs"), endpoint, token, file, Cuts.ToString(CultureInfo.InvariantCulture), PieceBytes.ToString(CultureInfo.InvariantCulture)];
        return Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static async Task ReadyAsync(HttpClient client)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                if ((await client.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not yet listening.
            }

            await Task.Delay(100, patience.Token);
        }
    }
}
