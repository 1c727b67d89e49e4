using System.Globalization;
using System.Security;

namespace ThermalPortal.Jobs.Translations;

/// <summary>What a synthesised picture says about itself in its PNG text. Never a file name, person or attribute.</summary>
internal sealed record ResultMetadata(string ModelSha256, long Seed, int Steps, double Guidance)
{
    /// <summary>The note every synthesised picture carries.</summary>
    public const string Note = "synthesised from a thermal image, not a photograph";

    // IPTC's word for pictures made by a trained model from another picture.
    private const string SourceType = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia";

    /// <summary>PNG keywords and texts; the XMP packet becomes iTXt.</summary>
    public IEnumerable<KeyValuePair<string, string>> ToText()
    {
        yield return new("Disclaimer", Note);
        yield return new("Software", $"{Software.Name} {Software.Version}");
        yield return new("Source", "thermal image");
        yield return new("ThermalPortal-Model-SHA256", ModelSha256);
        yield return new("ThermalPortal-Seed", Seed.ToString(CultureInfo.InvariantCulture));
        yield return new("ThermalPortal-Steps", Steps.ToString(CultureInfo.InvariantCulture));
        yield return new("ThermalPortal-Guidance", Guidance.ToString(CultureInfo.InvariantCulture));
        yield return new("XML:com.adobe.xmp", Xmp());
    }

    private static string Xmp() =>
        $"""
        <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
          xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
          xmp:CreatorTool="{SecurityElement.Escape($"{Software.Name} {Software.Version}")}" Iptc4xmpExt:DigitalSourceType="{SourceType}">
        <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Note}</rdf:li></rdf:Alt></dc:description>
        </rdf:Description></rdf:RDF></x:xmpmeta>
        <?xpacket end="r"?>
        """;
}
