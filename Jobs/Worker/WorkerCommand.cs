using System.CommandLine;

namespace ThermalPortal.Jobs.Worker;

/// <summary><c>worker</c>: serve the queues.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var queues = new Option<string[]>("--queues") { Description = "Queues to serve: interactive, import, views, maintenance, gpu.", AllowMultipleArgumentsPerToken = true };
        var parent = new Option<int?>("--parent-pid") { Description = "Stop when the process with this id ends." };
        var input = new Option<bool>("--stop-with-input") { Description = "Stop when standard input closes." };
        var command = new Command("worker", "Serve the queues of a portal; configured by ConnectionStrings__Portal, Portal__DataFolder and Portal__Worker__*.")
        {
            queues, parent, input,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            List<string> settings = [];
            if (parsed.GetValue(queues) is { Length: > 0 } names) settings.Add($"--{WorkerOptions.Section}:Queues={string.Join(',', names)}");
            if (parsed.GetValue(parent) is { } processId) settings.Add($"--{WorkerOptions.Section}:ParentProcess={processId}");
            if (parsed.GetValue(input)) settings.Add($"--{WorkerOptions.Section}:StopWithInput=true");
            return WorkerHost.RunAsync([.. settings], null, cancellationToken);
        });
        return command;
    }
}
