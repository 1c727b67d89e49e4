using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ThermalPortal.Benchmarks;

/// <summary>The few calls of API v1 that the figures need.</summary>
internal sealed class PortalClient : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly HttpClient _http;

    public PortalClient(Uri address, string token)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public void Dispose() => _http.Dispose();

    public async Task WaitUntilReadyAsync(Func<bool> hasEnded, CancellationToken cancellationToken)
    {
        while (!await IsReadyAsync(cancellationToken))
        {
            if (hasEnded())
                throw new InvalidOperationException("The portal ended before it was ready: start it by hand to see why.");
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public async Task<bool> HasModelAsync(CancellationToken cancellationToken) =>
        (await SendAsync(await _http.GetAsync("api/v1/models", cancellationToken), cancellationToken)).GetArrayLength() > 0;

    /// <summary>Sends pictures as one translation and waits for its end.</summary>
    public async Task TranslateAsync(IReadOnlyList<string> files, int seed, CancellationToken cancellationToken)
    {
        using var form = new MultipartFormDataContent { { new StringContent($"{seed}"), "seed" } };
        foreach (var file in files)
            form.Add(new ByteArrayContent(await File.ReadAllBytesAsync(file, cancellationToken)), "file", Path.GetFileName(file));
        var started = await SendAsync(await _http.PostAsync("api/v1/translations", form, cancellationToken), cancellationToken);
        var url = started.GetProperty("status_url").GetString()!;
        while (true)
        {
            var status = await SendAsync(await _http.GetAsync(url, cancellationToken), cancellationToken);
            switch (status.GetProperty("status").GetString())
            {
                case "succeeded": return;
                case "failed" or "canceled": throw new InvalidOperationException($"The translation ended badly: {status}");
                default: await Task.Delay(Pause, cancellationToken); break;
            }
        }
    }

    /// <summary>Begins an upload; answers where it is.</summary>
    public async Task<string> NewUploadAsync(CancellationToken cancellationToken) =>
        (await SendAsync(await _http.PostAsync("api/v1/uploads", null, cancellationToken), cancellationToken)).GetProperty("status_url").GetString()!;

    /// <summary>Uploads pictures and waits until each has a verdict; returns (accepted, rejected).</summary>
    public async Task<(int Accepted, int Rejected)> UploadAsync(IReadOnlyList<(string Name, byte[] Bytes)> files, CancellationToken cancellationToken)
    {
        const int FilesARequest = 50;
        var url = await NewUploadAsync(cancellationToken);
        foreach (var chunk in files.Chunk(FilesARequest))
        {
            using var form = new MultipartFormDataContent();
            foreach (var (name, bytes) in chunk)
                form.Add(new ByteArrayContent(bytes), "file", name);
            await SendAsync(await _http.PostAsync(url + "/files", form, cancellationToken), cancellationToken);
        }
        await SendAsync(await _http.PostAsync(url + "/complete", null, cancellationToken), cancellationToken);
        return await VerdictsAsync(url, cancellationToken);
    }

    /// <summary>Sends one large file in pieces and completes its upload; answers where the upload is.</summary>
    public async Task<string> SendArchiveAsync(string file, CancellationToken cancellationToken)
    {
        const int Piece = 8 << 20;
        var url = await NewUploadAsync(cancellationToken);
        await using var content = File.OpenRead(file);
        using var create = new HttpRequestMessage(HttpMethod.Post, url + "/tus") { Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Length", $"{content.Length}" } } };
        create.Headers.Add("Upload-Metadata", "filename " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Path.GetFileName(file))));
        using var created = await _http.SendAsync(create, cancellationToken);
        created.EnsureSuccessStatusCode();
        var buffer = new byte[Piece];
        while (content.Position < content.Length)
        {
            var offset = content.Position;
            var read = await content.ReadAtLeastAsync(buffer, Piece, throwOnEndOfStream: false, cancellationToken);
            using var patch = new HttpRequestMessage(HttpMethod.Patch, created.Headers.Location)
            {
                Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Offset", $"{offset}" } }, Content = new ByteArrayContent(buffer, 0, read) { Headers = { ContentType = new("application/offset+octet-stream") } },
            };
            using var taken = await _http.SendAsync(patch, cancellationToken);
            taken.EnsureSuccessStatusCode();
        }
        await SendAsync(await _http.PostAsync(url + "/complete", null, cancellationToken), cancellationToken);
        return url;
    }

    /// <summary>Waits until an archive's files have rows.</summary>
    public async Task UnpackedAsync(string url, int files, CancellationToken cancellationToken)
    {
        while ((await SendAsync(await _http.GetAsync(url, cancellationToken), cancellationToken)).GetProperty("total_files").GetInt32() < files) await Task.Delay(4 * Pause, cancellationToken);
    }

    /// <summary>Waits until each file of a completed upload has a verdict; returns (accepted, rejected).</summary>
    public async Task<(int Accepted, int Rejected)> VerdictsAsync(string url, CancellationToken cancellationToken)
    {
        while (true)
        {
            var status = await SendAsync(await _http.GetAsync(url, cancellationToken), cancellationToken);
            if (status.GetProperty("status").GetString() == "finished")
                return (status.GetProperty("accepted").GetInt32(), status.GetProperty("rejected").GetInt32());
            await Task.Delay(4 * Pause, cancellationToken);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync("health/ready", cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<JsonElement> SendAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }
    }
}
