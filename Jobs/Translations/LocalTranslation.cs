using System.Globalization;
using System.Runtime.InteropServices;
using ThermalPortal.Data.Translations;
using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Images;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Weights;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Engine;
using ThermalPortal.Jobs.Models;

namespace ThermalPortal.Jobs.Translations;

/// <summary>The path of a run in one process: read, align, translate, write.</summary>
/// <param name="output">Where results are told.</param>
/// <param name="errors">Where is told what to do about a picture that cannot be translated.</param>
internal sealed class LocalTranslation(TextWriter output, TextWriter errors)
{
    /// <summary>Answers the exit code: 0 well, 1 the picture cannot be translated, 2 wrong options.</summary>
    public int Run(
        string input, string target, TranslationOptions options, string modelFolder, string faceModelFile,
        CancellationToken cancellationToken)
    {
        ModelOptions model;
        try
        {
            model = ModelFolder.ReadOptions(modelFolder);
        }
        catch (InvalidDataException e)
        {
            errors.WriteLine(e.Message);
            return 2;
        }
        List<string> wrong = [.. options.Validate()];
        if (AttributeChoice.Error(model.Attributes, options.Attributes) is { } choice) wrong.Add(choice);
        foreach (string error in wrong) errors.WriteLine(error);
        if (wrong.Count > 0) return 2;

        var folder = Directory.CreateTempSubdirectory("thermalportal-");
        try
        {
            // One picture, then the program ends: the detector goes with it.
            var prepared = new Preparation(() => new FaceDetector(faceModelFile)).Prepare(
                new PrepareRequest(input, folder.FullName, model.ImageSize, model.Normalization, options.Crop, null), cancellationToken);
            if (prepared.Refusal is { } refusal)
            {
                errors.WriteLine($"{refusal.Reason} {refusal.Advice}");
                return 1;
            }
            Translate(prepared.Faces, target, options, modelFolder, cancellationToken);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Translate(
        IReadOnlyList<PreparedFace> faces, string target, TranslationOptions options, string modelFolder,
        CancellationToken cancellationToken)
    {
        TorchLibrary.Load();
        using var translator = new ModelTranslator();
        string hash = translator.Load(modelFolder);
        var inputs = (from face in faces
                      let thermal = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(face.ThermalFile)).ToArray()
                      from sample in Enumerable.Range(0, options.Samples)
                      select new TranslatorInput(thermal, face.Calibrated, options.Seed!.Value + sample, options.Attributes)).ToList();
        var translated = translator.Translate(
            modelFolder, inputs, new TranslatorOptions(options.Steps, options.Guidance), _ => cancellationToken.ThrowIfCancellationRequested(), cancellationToken);
        for (int i = 0; i < translated.Count; i++)
        {
            string file = i == 0 ? target : Path.Combine(Path.GetDirectoryName(target)!, $"{Path.GetFileNameWithoutExtension(target)}-{i + 1}{Path.GetExtension(target)}");
            var metadata = new ResultMetadata(hash, inputs[i].Seed, options.Steps, options.Guidance);
            File.WriteAllBytes(file, PngWriter.Rgb(new RgbImage(translated[i].Side, translated[i].Side, translated[i].Rgb), metadata.ToText()));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}  seed {inputs[i].Seed}"));
            foreach (var a in translated[i].Attributes)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {a.Name}: {a.Value} ({(a.Probabilities.Count == 0 && a.Source == AttributeSource.Unknown ? "heat does not tell it" : a.Confidence.ToString("P0", CultureInfo.InvariantCulture))})"));
        }
    }
}
