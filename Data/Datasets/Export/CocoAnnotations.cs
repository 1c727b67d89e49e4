using System.Text.Encodings.Web;
using System.Text.Json;
using ThermalPortal.Data.Datasets.Faces;

namespace ThermalPortal.Data.Datasets.Export;

/// <summary>Writes one part of a version as annotations in the COCO keypoint format, a picture at a time. Thermal and visible pictures of a pair have the same <c>pair_id</c>.</summary>
internal static class CocoAnnotations
{
    private const int Category = 1, License = 1, FlushEvery = 500;
    private static readonly JsonWriterOptions _layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // a file, never part of a page

    /// <param name="content">The version.</param>
    /// <param name="part">Pairs of the part.</param>
    /// <param name="prefix">Characters of a picture's place before the part's own folder ends.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(VersionContent content, IReadOnlyList<ExportedPair> part, int prefix, Stream output, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, _layout);
        json.WriteStartObject();
        WriteHead(json, content);
        json.WriteStartArray("images");
        foreach (var (pair, id) in part.Select((p, i) => (p, 2 * i + 1)))
        {
            WriteImage(json, id, pair, pair.Thermal[prefix..], "thermal", pair.Pair.ThermalPicture);
            WriteImage(json, id + 1, pair, pair.Visible[prefix..], "visible", pair.Pair.VisiblePicture);
            if (id % FlushEvery == 1) await json.FlushAsync(cancellationToken);
        }
        json.WriteEndArray();
        json.WriteStartArray("annotations");
        var count = 0;
        foreach (var (pair, id) in part.Select((p, i) => (p.Pair, 2 * i + 1)))
        {
            var (thermal, visible) = (pair.ThermalPicture, pair.VisiblePicture);
            // A manifest's points are those of the visible picture, and of the thermal one where both lie on each other.
            var same = pair.Aligned && (thermal?.Width, thermal?.Height) == (visible?.Width, visible?.Height);
            foreach (var face in thermal is null ? [] : CocoFace.Of(thermal, same ? pair.Labels : null)) WriteFace(json, ++count, id, face);
            foreach (var face in visible is null ? [] : CocoFace.Of(visible, pair.Labels)) WriteFace(json, ++count, id + 1, face);
            if (id % FlushEvery == 1) await json.FlushAsync(cancellationToken);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, VersionContent content)
    {
        json.WriteStartObject("info");
        json.WriteString("description", $"{content.Dataset.Name}, version {content.Version.Number}. Boxes and points are in pixels of the upright picture; left and right are the person's. Consent: {content.Dataset.Consent}.");
        json.WriteString("version", content.Version.Sha256);
        json.WriteString("date_created", content.Version.CreatedAt);
        json.WriteEndObject();
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        json.WriteNumber("id", License);
        json.WriteString("name", content.Dataset.Terms);
        json.WriteString("url", "");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("categories");
        json.WriteStartObject();
        json.WriteNumber("id", Category);
        json.WriteString("name", "face");
        json.WriteString("supercategory", "person");
        json.WriteStartArray("keypoints");
        foreach (var name in CocoFace.PointNames) json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("skeleton");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteImage(Utf8JsonWriter json, int id, ExportedPair pair, string file, string modality, PictureFaces? picture)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("file_name", file);
        json.WriteNumber("width", picture?.Width ?? 0);
        json.WriteNumber("height", picture?.Height ?? 0);
        json.WriteNumber("license", License);
        json.WriteNumber("pair_id", (id + 1) / 2);
        json.WriteString("modality", modality);
        json.WriteBoolean("faces_known", picture?.Faces is not null);
        if (modality == "thermal" && pair.Pair.Scene is { } scene)
        {
            json.WriteNumber("emissivity", scene.Emissivity);
            json.WriteNumber("reflected_celsius", scene.Reflected);
        }
        json.WriteString("subject", pair.Pair.Subject);
        if (pair.Pair.Session is { } session) json.WriteString("session", session);
        json.WriteStartObject("labels");
        foreach (var (name, value) in pair.Pair.Labels) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFace(Utf8JsonWriter json, int id, int image, CocoFace face)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteNumber("image_id", image);
        json.WriteNumber("category_id", Category);
        json.WriteStartArray("bbox");
        foreach (var value in new[] { face.X, face.Y, face.Width, face.Height }) json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteNumber("area", face.Width * face.Height);
        json.WriteNumber("iscrowd", 0);
        json.WriteStartArray("keypoints"); // x, y, and 2: labelled, or 0: not
        foreach (var point in face.Points)
        {
            json.WriteNumberValue(point?.X ?? 0);
            json.WriteNumberValue(point?.Y ?? 0);
            json.WriteNumberValue(point is null ? 0 : 2);
        }
        json.WriteEndArray();
        json.WriteNumber("num_keypoints", face.Points.Count(p => p is not null));
        if (face.Score is { } score) json.WriteNumber("score", score);
        json.WriteEndObject();
    }
}
