namespace ThermalPortal.Data.Translations;

/// <summary>Why a run ended other than well: codes for programs, sentences for people.</summary>
public static class RunReasons
{
    public const string User = "user";
    public const string WorkerShutdown = "worker_shutdown";
    public const string WorkerLost = "worker_lost";
    public const string OutOfMemory = "oom";
    public const string BadData = "bad_data";
    public const string DiskFull = "disk_full";
    public const string NativeCrash = "native_crash";
    public const string Poisoned = "poisoned";
    public const string ModelMissing = "model_missing";
    public const string Internal = "internal";

    private static readonly Dictionary<string, string> _texts = new()
    {
        [User] = "Cancelled on request.",
        [WorkerShutdown] = "The worker was shut down; the run goes back to the queue.",
        [WorkerLost] = "The worker that had this run stopped answering; the run goes back to the queue.",
        [OutOfMemory] = "The worker ran out of memory. Try fewer samples or fewer pictures at once, or a worker with more memory.",
        [BadData] = "None of the pictures could be used. Each one says why and what to do.",
        [DiskFull] = "The disk of the portal is full. Free some space, then run it again.",
        [NativeCrash] = "The translation engine crashed. Run it again; if it happens again, tell the administrator this run's id.",
        [Poisoned] = "This run stopped its worker three times and will not be tried again. Remove the picture it stopped at, then run the rest.",
        [ModelMissing] = "The files of the chosen model are not on the worker. Choose another model or ask the administrator to install it.",
        [Internal] = "Something unexpected went wrong. Run it again; if it happens again, tell the administrator this run's id.",
    };

    /// <summary>All codes.</summary>
    public static IReadOnlyCollection<string> All => _texts.Keys;

    /// <summary>What happened and what to do, for people; the text of <see cref="Internal"/> for an unknown code.</summary>
    public static string TextOf(string code) => _texts.GetValueOrDefault(code, _texts[Internal]);
}
