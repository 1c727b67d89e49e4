using System.Text.Encodings.Web;
using System.Text.Json;
using ThermalPortal.Data.Datasets.Faces;

namespace ThermalPortal.Data.Datasets.Export;

/// <summary>Writes one part of a version as annotations in the COCO keypoint format, a picture at a time. Thermal and visible pictures of a pair have the same <c>pair_id</c>.</summary>
internal static class CocoAnnotations
{
    private const int Face = 1, Person = 2, PersonByFace = 3, License = 1, FlushEvery = 500;
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
            if (thermal is not null) count = WritePicture(json, count, id, thermal, same ? pair.Labels : null);
            if (visible is not null) count = WritePicture(json, count, id + 1, visible, pair.Labels);
            if (id % FlushEvery == 1) await json.FlushAsync(cancellationToken);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, VersionContent content)
    {
        json.WriteStartObject("info");
        json.WriteString("description", $"{content.Dataset.Name}, version {content.Version.Number}. Boxes and points are in pixels of the upright picture; left and right are the person's. Nobody looked for whole people: person_face_box is the box of a face that stands for its person. Consent: {content.Dataset.Consent}.");
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
        WriteCategory(json, Face, "face", CocoFace.PointNames);
        WriteCategory(json, Person, "person", []);
        WriteCategory(json, PersonByFace, "person_face_box", []);
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

    private static void WriteCategory(Utf8JsonWriter json, int id, string name, IReadOnlyList<string> points)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("name", name);
        json.WriteString("supercategory", "person");
        if (points.Count > 0)
        {
            json.WriteStartArray("keypoints");
            foreach (var point in points) json.WriteStringValue(point);
            json.WriteEndArray();
            json.WriteStartArray("skeleton");
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>Faces with their points, then the people; answers the last number given.</summary>
    private static int WritePicture(Utf8JsonWriter json, int count, int image, PictureFaces picture, IReadOnlyDictionary<string, string>? labels)
    {
        var (faces, first) = (CocoFace.Of(picture, labels), count + 1);
        foreach (var face in faces)
        {
            WriteBox(json, ++count, image, Face, face.X, face.Y, face.Width, face.Height);
            WritePoints(json, face);
            json.WriteEndObject();
        }
        foreach (var person in CocoPerson.Of(picture, faces, labels))
        {
            WriteBox(json, ++count, image, person.Face is null ? Person : PersonByFace, person.X, person.Y, person.Width, person.Height);
            if (person.Face is { } number) json.WriteNumber("face_annotation_id", first + number);
            json.WriteEndObject();
        }
        return count;
    }

    private static void WriteBox(Utf8JsonWriter json, int id, int image, int category, float x, float y, float width, float height)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteNumber("image_id", image);
        json.WriteNumber("category_id", category);
        json.WriteStartArray("bbox");
        foreach (var value in new[] { x, y, width, height }) json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteNumber("area", width * height);
        json.WriteNumber("iscrowd", 0);
    }

    private static void WritePoints(Utf8JsonWriter json, CocoFace face)
    {
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
    }
}
