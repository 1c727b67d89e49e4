using System.Text.Json;
using System.Text.Json.Serialization;

namespace ThermalPortal.Data.Datasets.Naming;

/// <summary>The known data sets (layouts.json: a new one needs no code) and the choice among them for an unknown tree.</summary>
public static class LayoutCatalog
{
    private const double Enough = 0.5;
    private const int MostFoldersAbove = 3;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() }, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>All known layouts.</summary>
    public static IReadOnlyList<Layout> Layouts { get; } = Load();

    /// <summary>
    /// The naming that understands most pictures of a tree, at least half of them, whatever folders stand above the set's root. Known data sets go before folders that merely
    /// say thermal or visible; null = nothing fits, ask for a pattern or a manifest.
    /// </summary>
    public static NamingChoice? Recognise(IReadOnlyCollection<string> paths)
    {
        var pictures = paths.Where(Paths.IsPicture).ToArray();
        if (pictures.Length == 0)
            return null;
        var roots = Enumerable.Range(0, Math.Min(MostFoldersAbove, CommonFolders(pictures)) + 1).Select(depth => string.Concat(pictures[0].Split('/').Take(depth).Select(f => f + "/"))).ToArray();
        NamingChoice? Best(IEnumerable<ICaptureNaming> namings) => namings
            .SelectMany(naming => roots.Select(root => new NamingChoice(naming, root, pictures.Count(p => naming.Read(p[root.Length..]) is not null), pictures.Length)))
            .Where(choice => choice.Understood >= Enough * pictures.Length)
            .MaxBy(choice => (choice.Understood, pictures.Count(p => choice.Read(p)?.Subject is not null), choice.Root.Length)); // what stands above all people is no person
        return Best(Layouts) ?? (Best([new FolderNaming(letters: true)]) is { } folders && HasBoth(folders, pictures) ? folders : Best([new FolderNaming(letters: false)]));
    }

    /// <summary>Folders called "a" may be anything, folders called "a" and "b" hardly.</summary>
    private static bool HasBoth(NamingChoice choice, string[] pictures) =>
        pictures.Select(p => choice.Read(p)?.Modality).Where(m => m is Modality.Thermal or Modality.Visible).Distinct().Count() == 2;

    /// <summary>How many folders all paths have in common.</summary>
    private static int CommonFolders(string[] paths)
    {
        var common = paths[0].Split('/')[..^1];
        foreach (var path in paths)
        {
            var folders = path.Split('/')[..^1];
            common = [.. common.TakeWhile((folder, i) => i < folders.Length && folders[i] == folder)];
        }
        return common.Length;
    }

    private static Layout[] Load()
    {
        using var stream = typeof(LayoutCatalog).Assembly.GetManifestResourceStream("ThermalPortal.Data.Datasets.Naming.layouts.json")
            ?? throw new InvalidOperationException("layouts.json is not built into the assembly.");
        return JsonSerializer.Deserialize<Layout[]>(stream, Json)!;
    }
}
