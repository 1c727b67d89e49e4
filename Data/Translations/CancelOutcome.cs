namespace ThermalPortal.Data.Translations;

/// <summary>Answer to a cancel; asking twice is no error.</summary>
public enum CancelOutcome
{
    /// <summary>No such run in this team.</summary>
    NotFound = 0,

    /// <summary>It had not started: cancelled at once.</summary>
    Canceled = 1,

    /// <summary>The worker has been told; it lets go within seconds.</summary>
    Stopping = 2,

    /// <summary>It had ended already.</summary>
    AlreadyFinal = 3,
}
