using System.CommandLine;
using Microsoft.Extensions.Configuration;
using ThermalPortal.Data.Translations;
using ThermalPortal.Jobs.Decoding;
using ThermalPortal.Jobs.Models;

namespace ThermalPortal.Jobs.Translations;

/// <summary><c>translate in.png -o out.png</c>: one picture, without a portal.</summary>
internal static class TranslateCommand
{
    public static Command Create()
    {
        var input = new Argument<FileInfo>("input") { Description = "Thermal picture of any format the portal reads." }.AcceptExistingOnly();
        var output = new Option<FileInfo>("--output", "-o") { Description = "PNG to write; further faces and samples get -2, -3 ... before the extension.", Required = true };
        var steps = new Option<int>("--steps") { Description = "Sampler steps, 1-100.", DefaultValueFactory = _ => new TranslationOptions().Steps };
        var guidance = new Option<double>("--guidance") { Description = "Attribute guidance, 1 (none) to 4.", DefaultValueFactory = _ => 1.5 };
        var samples = new Option<int>("--samples") { Description = "Pictures a face, 1-8.", DefaultValueFactory = _ => 1 };
        var seed = new Option<long?>("--seed") { Description = "Seed of the first sample; left out: drawn at random and printed." };
        var crop = new Option<string>("--crop") { Description = "face: find and align faces; none: the whole frame as it is.", DefaultValueFactory = _ => CropMode.Face };
        crop.AcceptOnlyFromAmong(CropMode.Face, CropMode.None);
        var attributes = new Option<string[]>("--attribute") { Description = "name=value, or name=unknown to hide it; may be repeated." };
        var model = new Option<DirectoryInfo?>("--model") { Description = "Model folder; left out: Portal__Model__Folder, else the shipped model." };
        var command = new Command("translate", "Translate one thermal picture without a portal.")
        {
            input, output, steps, guidance, samples, seed, crop, attributes, model,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            var options = new TranslationOptions
            {
                Steps = parsed.GetValue(steps), Guidance = parsed.GetValue(guidance), Samples = parsed.GetValue(samples),
                Seed = parsed.GetValue(seed) ?? Random.Shared.Next(), Crop = parsed.GetValue(crop)!, Attributes = Parse(parsed.GetValue(attributes) ?? []),
            };
            return Task.FromResult(new LocalTranslation(Console.Out, Console.Error).Run(
                parsed.GetValue(input)!.FullName, parsed.GetValue(output)!.FullName, options,
                parsed.GetValue(model)?.FullName ?? ShippedModel.FolderOf(configuration),
                FaceModel.Find(configuration[FaceModel.Key]), cancellationToken));
        });
        return command;
    }

    private static Dictionary<string, string> Parse(string[] pairs) =>
        pairs.Select(p => p.Split('=', 2)).ToDictionary(p => p[0].Trim(), p => p.Length > 1 ? p[1].Trim() : "");
}
