using System.CommandLine;
using ThermalPortal.Inference.Metrics.Evaluation;

namespace ThermalPortal.Jobs.Training;

/// <summary><c>card</c>: the model card, from the notes beside the weights, model.json and the reports of <c>evaluate</c>.</summary>
internal static class CardCommand
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = $"Folder of the model; {ModelCard.NotesFile} there is the hand-written part.", Required = true };
        var reports = new Option<string>("--reports") { Description = "Folder that evaluate wrote.", Required = true };
        var keep = new Option<bool>("--keep") { Description = "Keep the tables of the present card that the reports have none of: for more figures of the same weights." };
        var command = new Command("card", $"Write {ModelCard.CardFile} into the model's folder.") { model, reports, keep };
        command.SetAction(parsed =>
        {
            try
            {
                ModelCard.Write(parsed.GetRequiredValue(model), parsed.GetRequiredValue(reports), parsed.GetValue(keep));
                return 0;
            }
            catch (InvalidDataException e)
            {
                Console.Error.WriteLine(e.Message);
                return 1;
            }
        });
        return command;
    }
}
