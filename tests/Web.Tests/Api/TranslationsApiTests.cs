using System.Net;
using System.Text.Json;

namespace ThermalPortal.Web.Tests.Api;

public sealed class TranslationsApiTests(PortalFixture portal)
{
    [Fact]
    public async Task Start_OneFile_AnswersAcceptedWithIdAndStatusUrl()
    {
        var (client, _) = await portal.NewClientAsync();
        using var response = await client.PostAsync("/api/v1/translations", Form.OneFace(("seed", "7"), ("samples", "2")));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var started = await response.ReadAsync();
        Assert.Equal($"/api/v1/translations/{started.Text("id")}", started.Text("status_url"));
        Assert.Equal(started.Text("status_url"), response.Headers.Location?.ToString());
        var status = await client.GetJsonAsync(started.Text("status_url")!);
        Assert.Equal("queued", status.Text("status"));
        Assert.Equal(0, status.GetProperty("progress").GetDouble());
        Assert.Equal("face.png", status.GetProperty("inputs")[0].Text("filename"));
    }

    [Fact]
    public async Task Find_Translated_TellsResultsWithCropAttributesAndPicture()
    {
        var (client, _) = await portal.NewClientAsync();
        var started = await (await client.PostAsync("/api/v1/translations", Form.OneFace(("seed", "41"), ("samples", "2")))).ReadAsync();
        await portal.Worker.TranslateAsync(started.GetProperty("id").GetGuid());

        var status = await client.GetJsonAsync(started.Text("status_url")!);
        Assert.Equal("succeeded", status.Text("status"));
        Assert.Equal(1, status.GetProperty("progress").GetDouble());
        Assert.Contains("not a photograph", status.Text("note"));
        var input = status.GetProperty("inputs")[0];
        Assert.Equal(JsonValueKind.Null, input.GetProperty("error").ValueKind);
        Assert.Equal(2, input.GetProperty("results").GetArrayLength());
        var result = input.GetProperty("results")[1];
        Assert.Equal(42, result.GetProperty("seed").GetInt64());
        Assert.Equal(8.5, result.GetProperty("crop").GetProperty("y").GetDouble());
        Assert.Equal(-3.2, result.GetProperty("crop").GetProperty("angle").GetDouble());
        var sex = result.GetProperty("attributes").GetProperty("sex");
        Assert.Equal("male", sex.Text("value"));
        Assert.Equal(.94, sex.GetProperty("confidence").GetDouble());

        using var picture = await client.GetAsync(new Uri(result.Text("image_url")!, UriKind.Relative));
        Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(picture.Headers.ETag);
        Assert.NotEmpty(await picture.Content.ReadAsByteArrayAsync());
        using var saved = await client.GetAsync(new Uri(result.Text("image_url") + "?download=a.png", UriKind.Relative));
        Assert.Equal("attachment", saved.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task Find_OnePictureRefused_TellsItsErrorAndTheOthersResults()
    {
        var (client, _) = await portal.NewClientAsync();
        using var form = Form.Of([("a.png", "a"), ("wall.png", "b")]);
        var started = await (await client.PostAsync("/api/v1/translations", form)).ReadAsync();
        await portal.Worker.TranslateAsync(started.GetProperty("id").GetGuid(), refuse: "wall.png");
        var status = await client.GetJsonAsync(started.Text("status_url")!);
        Assert.Equal("succeeded", status.Text("status"));
        Assert.Contains("No face", status.GetProperty("inputs")[1].Text("error"));
        Assert.Contains("by hand", status.GetProperty("inputs")[1].Text("error"));
        Assert.Single(status.GetProperty("inputs")[0].GetProperty("results").EnumerateArray());
    }

    [Fact]
    public async Task Start_EverythingWrong_NamesEveryErrorAtOnce()
    {
        var (client, _) = await portal.NewClientAsync();
        using var form = Form.Of([], ("samples", "9"), ("steps", "many"), ("guidance", "0.5"), ("crop", "manual"), ("attributes", "{oops"), ("colour", "red"), ("model", "nobody"));
        using var response = await client.PostAsync("/api/v1/translations", form);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var detail = (await response.ReadAsync()).Text("detail")!;
        Assert.All(["samples", "steps", "guidance", "crop", "attributes", "colour", "nobody", "'file'"], word => Assert.Contains(word, detail));
    }

    [Theory]
    [InlineData("""{"glasses":"none","sex":"unknown"}""")]
    [InlineData("glasses=none, sex=unknown")]
    public async Task Start_AttributesInEitherForm_AreStored(string attributes)
    {
        var (client, scope) = await portal.NewClientAsync();
        var started = await (await client.PostAsync("/api/v1/translations", Form.OneFace(("attributes", attributes), ("crop", "none")))).ReadAsync();
        var run = await portal.Data.Get<Data.Translations.TranslationQueries>().FindAsync(scope, started.GetProperty("id").GetGuid(), CancellationToken.None);
        Assert.Equal(new Dictionary<string, string> { ["glasses"] = "none", ["sex"] = "unknown" }, run!.Options.Attributes);
        Assert.Equal("none", run.Options.Crop);
    }

    [Fact]
    public async Task Start_FileTooLarge_Answers413WithTheLimit()
    {
        var (client, _) = await portal.NewClientAsync();
        using var form = Form.Of([("big.png", new string('x', 100_001))]);
        using var response = await client.PostAsync("/api/v1/translations", form);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("larger than", (await response.ReadAsync()).Text("detail"));
    }

    [Fact]
    public async Task Start_NoForm_Answers415InWords()
    {
        var (client, _) = await portal.NewClientAsync();
        using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/api/v1/translations", body);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("multipart/form-data", (await response.ReadAsync()).Text("detail"));
    }

    [Fact]
    public async Task Cancel_QueuedThenAgain_CancelsThenConflicts()
    {
        var (client, _) = await portal.NewClientAsync();
        var url = (await (await client.PostAsync("/api/v1/translations", Form.OneFace())).ReadAsync()).Text("status_url")!;
        using var first = await client.DeleteAsync(new Uri(url, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("canceled", (await client.GetJsonAsync(url)).Text("status"));
        using var second = await client.DeleteAsync(new Uri(url, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
    }

    [Fact]
    public async Task Cancel_Running_AnswersAccepted()
    {
        var (client, _) = await portal.NewClientAsync();
        var started = await (await client.PostAsync("/api/v1/translations", Form.OneFace())).ReadAsync();
        await portal.Worker.StartAsync(started.GetProperty("id").GetGuid(), .5);
        using var response = await client.DeleteAsync(new Uri(started.Text("status_url")!, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("running", (await client.GetJsonAsync(started.Text("status_url")!)).Text("status"));
    }

    [Fact]
    public async Task Models_Listed_DefaultFirst()
    {
        var (client, _) = await portal.NewClientAsync();
        var models = await client.GetJsonAsync("/api/v1/models");
        Assert.Equal("base", models[0].Text("name"));
        Assert.True(models[0].GetProperty("is_default").GetBoolean());
    }
}
