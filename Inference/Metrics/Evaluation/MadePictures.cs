using ThermalPortal.Inference.Images;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Pictures another program made, to be scored by the same protocol: a folder with one PNG or JPEG for each row of the manifest, named as its thermal file.</summary>
public static class MadePictures
{
    private static readonly string[] _columns = ["thermal_file", "thermal_a"];
    private static readonly string[] _endings = [".png", ".jpg"];

    /// <summary>The folder as a system under test; pictures of another size are resized.</summary>
    /// <param name="name">Name of the row.</param>
    /// <param name="folder">Folder of the pictures.</param>
    /// <returns>A system that throws <see cref="InvalidDataException"/>, naming the file, for a picture that is missing or cannot be read.</returns>
    public static NamedTranslator From(string name, string folder) =>
        new(name, (batch, cancellationToken) =>
        {
            var pictures = new List<RgbImage>();
            foreach (var input in batch)
            {
                cancellationToken.ThrowIfCancellationRequested();
                pictures.Add(EvaluationPicture.Visible(Find(folder, input), input.Size));
            }
            return pictures;
        });

    private static string Find(string folder, EvaluationInput input)
    {
        var thermal = _columns.Select(c => input.Labels.GetValueOrDefault(c)).FirstOrDefault(c => c is not null)
            ?? throw new InvalidDataException("Made pictures are found by the name of the thermal file, which this data set does not tell.");
        var stem = Path.Combine(folder, Path.GetFileNameWithoutExtension(thermal));
        return _endings.Select(e => stem + e).FirstOrDefault(File.Exists) ?? throw new InvalidDataException($"There is no picture {stem}.png: every row of the manifest needs one.");
    }
}
