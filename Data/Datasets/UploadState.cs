namespace ThermalPortal.Data.Datasets;

/// <summary>Life of an upload.</summary>
public enum UploadState
{
    /// <summary>Bytes are still arriving.</summary>
    Receiving = 0,

    /// <summary>All bytes are here; the worker reads them.</summary>
    Checking = 1,

    /// <summary>Every file has a verdict.</summary>
    Finished = 2,

    /// <summary>Somebody stopped it, or it could not go on (<see cref="Upload.Problem"/>): nothing of it comes into a dataset.</summary>
    Cancelled = 3,
}
