using System.Net.Http.Headers;
using System.Text;

namespace ThermalPortal.Web.Tests;

/// <summary>Multipart forms for tests.</summary>
internal static class Form
{
    /// <summary>Files by name and content, and other fields.</summary>
    public static MultipartFormDataContent Of((string Name, string Content)[] files, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            var part = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
            part.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            form.Add(part, "file", name);
        }

        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        return form;
    }

    public static MultipartFormDataContent OneFace(params (string Name, string Value)[] fields) => Of([("face.png", Guid.NewGuid().ToString())], fields);
}
