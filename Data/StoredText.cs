using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ThermalPortal.Data;

/// <summary>Makes text from outside fit to be stored: PostgreSQL keeps no NUL and no broken surrogates.</summary>
internal static class StoredText
{
    /// <summary>Without control characters except line ends; of a text that is too long the end is kept, where a name has its suffix.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text, int longest = 4000)
    {
        if (text is null) return null;
        var clean = string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune) || rune.Value == '\n'));
        if (clean.Length <= longest) return clean;
        var start = clean.Length - longest;
        return clean[(char.IsLowSurrogate(clean[start]) ? start + 1 : start)..];
    }
}
