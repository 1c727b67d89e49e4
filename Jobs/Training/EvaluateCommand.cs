using System.CommandLine;
using ThermalPortal.Inference.Metrics.Evaluation;
using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Jobs.Decoding;

namespace ThermalPortal.Jobs.Training;

/// <summary><c>evaluate</c>: the figures of a model, on folders of pairs.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Folder of the model.", Required = true };
        var output = new Option<string>("--output", "-o") { Description = "Folder for report.json, report.md and sheet.png, one sub-folder a data set.", Required = true };
        var data = new Option<string[]>("--data") { Description = "Folders with manifest.csv (id, split, session, files, five points).", AllowMultipleArgumentsPerToken = true };
        var real = new Option<string?>("--real-pairs") { Description = "Folder of real pairs NAME_thr.png and NAME_vis.png." };
        var cameras = new Option<string?>("--thermal-faces") { Description = "Folder of real thermal faces without visible partners, named CAMERA_PERSON_NUMBER: are people whom one camera saw recognised among those another saw, each camera in turn?" };
        var baselines = Named("--baseline", "NAME=FOLDER: another model to compare with, such as that of train --plain or train --regression; drawn with its own starting noise (temperature in its model.json) and no attributes.");
        var made = Named("--made", "NAME=FOLDER: pictures another program made, named as the thermal files of the manifest; scored by the same protocol.");
        var judge = new Option<string?>("--judge") { Description = "ONNX file of the recognition net (MobileFaceNet); without it no identity figures." };
        var perceptual = new Option<string?>("--perceptual") { Description = "Folder of the VGG19 shards; without it no PD-VGG19." };
        var lpips = new Option<string?>("--lpips") { Description = "Folder of LPIPS weights: torchvision's AlexNet or VGG16 as a safetensors file, and alex.pth or vgg.pth of the LPIPS project; without it no LPIPS." };
        var inception = new Option<string?>("--inception") { Description = "Inception weights of FID: pt_inception-2015-12-05-6726825d.pth of pytorch-fid, saved again as a safetensors file; without it no FID and KID." };
        var attributes = new Option<string?>("--attribute-judge") { Description = "Weights of a visible attribute classifier that did not teach the model (teacher/checkpoint/average.safetensors of a training with another seed): also a report of what stating untrue attributes does." };
        var faces = new Option<string?>("--faces") { Description = "ONNX file of the face detector, for real pairs and thermal faces; default: the one beside the program." };
        var protocol = new Option<string[]>("--protocol") { Description = "Files protocol.json of earlier reports: their data sets are scored on exactly those pictures, in that way, or not at all.", AllowMultipleArgumentsPerToken = true };
        var split = new Option<string>("--split") { Description = "Split of the manifest.", DefaultValueFactory = _ => "test" };
        var steps = new Option<int>("--steps") { Description = "Network evaluations a picture, 1 to 100.", DefaultValueFactory = _ => new LatentTranslatorOptions().Steps };
        var guidance = new Option<double>("--guidance") { Description = "Attribute guidance, 1 to 4.", DefaultValueFactory = _ => 1.5 };
        var temperature = new Option<double?>("--temperature") { Description = "Factor of the starting noise, 0 to 1; default: the model's own." };
        var people = new Option<int>("--people") { Description = "Most people taken of each set; 0 = all." };
        var quick = new Option<bool>("--predicted-only") { Description = "Leave out the rows of null and oracle attributes." };
        var robustness = new Option<bool>("--robustness") { Description = "Also a report on worse inputs: covered, frames that end within the head, few grey levels, few pixels, noise, palettes." };
        var command = new Command("evaluate", "Score a model: PSNR, SSIM, PD-VGG19, identity, baselines, with intervals over people.")
        {
            model, output, data, real, cameras, baselines, made, judge, perceptual, lpips, inception, attributes, faces, protocol, split, steps, guidance, temperature, people, quick, robustness,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(new EvaluationRunOptions
        {
            Model = parsed.GetRequiredValue(model), Output = parsed.GetRequiredValue(output), DataFolders = parsed.GetValue(data) ?? [], Protocols = parsed.GetValue(protocol) ?? [],
            RealPairs = parsed.GetValue(real), ThermalFaces = parsed.GetValue(cameras), Baselines = Folders(parsed.GetValue(baselines)), Made = Folders(parsed.GetValue(made)), Judge = parsed.GetValue(judge),
            Perceptual = parsed.GetValue(perceptual), Lpips = parsed.GetValue(lpips), Inception = parsed.GetValue(inception), FaceModel = parsed.GetValue(real) is null && parsed.GetValue(cameras) is null ? null : FaceModel.Find(parsed.GetValue(faces)), AllGuidance = !parsed.GetValue(quick), Robustness = parsed.GetValue(robustness), AttributeJudge = parsed.GetValue(attributes),
            Sampling = new LatentTranslatorOptions { Steps = parsed.GetValue(steps), Guidance = parsed.GetValue(guidance), Temperature = parsed.GetValue(temperature) },
            Evaluation = new EvaluationOptions { Split = parsed.GetValue(split)!, People = parsed.GetValue(people) },
        }, cancellationToken), cancellationToken));
        return command;
    }

    private static Option<string[]> Named(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(t => t.Value.IndexOf('=', StringComparison.Ordinal) < 1) is { } wrong)
                result.AddError($"{name} takes NAME=FOLDER, not {wrong.Value}.");
            else if (result.Tokens.GroupBy(t => t.Value[..t.Value.IndexOf('=', StringComparison.Ordinal)]).FirstOrDefault(g => g.Count() > 1) is { } twice)
                result.AddError($"{name} has two folders of the name {twice.Key}.");
        });
        return option;
    }

    private static Dictionary<string, string> Folders(string[]? named) => (named ?? []).Select(n => n.Split('=', 2)).ToDictionary(n => n[0], n => n[1]);

    private static int Run(EvaluationRunOptions options, CancellationToken cancellationToken)
    {
        if (options.Validate() is { Count: > 0 } errors)
        {
            foreach (var error in errors)
                Console.Error.WriteLine(error);
            return 2;
        }
        try
        {
            TorchLibrary.Load();
            new EvaluationRun(options, Console.Out.WriteLine).Run(cancellationToken);
            return 0;
        }
        catch (InvalidDataException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
