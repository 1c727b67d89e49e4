namespace ThermalPortal.Data.Datasets.Naming;

/// <summary>
/// Any tree whose folders or file names carry a word for the modality: <c>S01/thermal/0001.png</c> and <c>S01/rgb/0001.jpg</c>, <c>0001_ir.tiff</c> and <c>0001_vis.png</c>.
/// The pair key is the path without that word and the extension; the first other folder, if any, is the subject.
/// </summary>
/// <param name="letters">Whether folders called A and B count too.</param>
public sealed class FolderNaming(bool letters) : ICaptureNaming
{
    private static readonly char[] Separators = ['_', '-', '.', ' '];

    public string Name => "Folders or names that say thermal or visible";

    public CaptureName? Read(string path)
    {
        var parts = path.Split('/');
        var folders = parts[..^1];
        var stem = Path.GetFileNameWithoutExtension(parts[^1]);
        var at = Array.FindLastIndex(folders, f => (letters || f.Length > 1) && Paths.ModalityOf(f) != Modality.Unknown);
        if (at >= 0)
            return Name(Paths.ModalityOf(folders[at]), [.. folders.Where((_, i) => i != at)], stem, Paths.SplitName(folders[at]));
        var words = stem.Split(Separators);
        at = Array.FindLastIndex(words, w => w.Length > 1 && Paths.ModalityOf(w) != Modality.Unknown);
        return at < 0 ? null : Name(Paths.ModalityOf(words[at]), folders, string.Join('_', words.Where((_, i) => i != at)), null);

        static CaptureName Name(Modality modality, string[] folders, string stem, string? split)
        {
            var named = folders.Select(Paths.SplitName).FirstOrDefault(s => s is not null) ?? split;
            return new CaptureName
            {
                Modality = modality, Subject = folders.FirstOrDefault(f => Paths.SplitName(f) is null), PairKey = string.Join('/', [.. folders, stem]), Split = named,
            };
        }
    }
}
