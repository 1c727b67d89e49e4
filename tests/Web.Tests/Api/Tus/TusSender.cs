using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace ThermalPortal.Web.Tests.Api.Tus;

/// <summary>Speaks tus by hand, so that a test can also speak it wrongly.</summary>
internal sealed class TusSender(HttpClient client)
{
    public static async Task<(TusSender Sender, Guid Upload)> StartAsync(HttpClient client) =>
        (new(client), (await (await client.PostAsync("/api/v1/uploads", null)).ReadAsync()).GetProperty("id").GetGuid());

    public Task<HttpResponseMessage> CreateAsync(Guid upload, long? length, params (string Key, string Value)[] metadata)
    {
        var request = Request(HttpMethod.Post, $"/api/v1/uploads/{upload}/tus");
        if (length is { } bytes) request.Headers.Add("Upload-Length", Text(bytes));
        request.Headers.Add("Upload-Metadata", string.Join(',', metadata.Select(m => $"{m.Key} {Convert.ToBase64String(Encoding.UTF8.GetBytes(m.Value))}")));
        return client.SendAsync(request);
    }

    /// <summary>The address of a new file.</summary>
    public async Task<string> NewAsync(Guid upload, long length, params (string Key, string Value)[] metadata)
    {
        using var response = await CreateAsync(upload, length, metadata);
        Assert.True(response.StatusCode == System.Net.HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return response.Headers.Location!.ToString();
    }

    public Task<HttpResponseMessage> HeadAsync(string url) => client.SendAsync(Request(HttpMethod.Head, url));

    public async Task<long> OffsetAsync(string url)
    {
        using var response = await HeadAsync(url);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return Offset(response);
    }

    public Task<HttpResponseMessage> PatchAsync(string url, long offset, byte[] piece, string? checksum = null) => PatchAsync(url, offset, new ByteArrayContent(piece), checksum);

    public Task<HttpResponseMessage> PatchAsync(string url, long offset, HttpContent piece, string? checksum = null, CancellationToken cancellationToken = default)
    {
        var request = Request(HttpMethod.Patch, url);
        request.Headers.Add("Upload-Offset", Text(offset));
        if (checksum is not null) request.Headers.Add("Upload-Checksum", checksum);
        piece.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        request.Content = piece;
        return client.SendAsync(request, cancellationToken);
    }

    public Task<HttpResponseMessage> DeleteAsync(string url) => client.SendAsync(Request(HttpMethod.Delete, url));

    public static long Offset(HttpResponseMessage response) => long.Parse(response.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);

    private static HttpRequestMessage Request(HttpMethod method, string url) => new(method, new Uri(url, UriKind.Relative)) { Headers = { { "Tus-Resumable", "1.0.0" } } };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
