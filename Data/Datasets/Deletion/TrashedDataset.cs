namespace ThermalPortal.Data.Datasets.Deletion;

/// <summary>A dataset in the trash.</summary>
/// <param name="Id">The dataset.</param>
/// <param name="Name">Its name; another dataset may bear it by now.</param>
/// <param name="State">How much of it is there.</param>
/// <param name="DeletedAt">When it was put there.</param>
/// <param name="DeletedBy">Who did.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="Pairs">Pairs in it.</param>
/// <param name="Pictures">Pictures in it.</param>
/// <param name="Bytes">Size of its pictures and their views, bytes; what other datasets, translations or versions use too stays.</param>
/// <param name="Versions">Its frozen versions, newest first.</param>
public sealed record TrashedDataset(
    Guid Id, string Name, DatasetState State, DateTimeOffset DeletedAt, string DeletedBy, DateTimeOffset ExpiresAt, int Pairs, int Pictures, long Bytes, IReadOnlyList<TrashedVersion> Versions);

/// <summary>A frozen version of a dataset in the trash.</summary>
/// <param name="Id">The version.</param>
/// <param name="Number">Its number.</param>
/// <param name="Pairs">Pairs in it.</param>
public sealed record TrashedVersion(Guid Id, int Number, int Pairs);
