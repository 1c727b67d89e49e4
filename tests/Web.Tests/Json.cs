using System.Net.Http.Json;
using System.Text.Json;

namespace ThermalPortal.Web.Tests;

/// <summary>Answers as JSON, looked at by the names a client sees.</summary>
internal static class Json
{
    public static async Task<JsonElement> ReadAsync(this HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"{(int)response.StatusCode} with no JSON: {text[..Math.Min(500, text.Length)]}");
        }
    }

    public static Task<JsonElement> GetJsonAsync(this HttpClient client, string url) => client.GetFromJsonAsync<JsonElement>(url);

    public static string? Text(this JsonElement json, string name) => json.GetProperty(name).GetString();
}
