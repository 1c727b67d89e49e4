namespace ThermalPortal.Data.Datasets.Quality;

/// <summary>Pictures of one kind with what they look like, to be laid out on a map.</summary>
/// <param name="Total">Measured pictures of that kind in the dataset.</param>
/// <param name="Waiting">Pictures of that kind that wait to be measured.</param>
/// <param name="Points">All of them, or an even pick, by path.</param>
public sealed record PictureMap(int Total, int Waiting, IReadOnlyList<MapPoint> Points);

/// <summary>A picture on the map.</summary>
/// <param name="CaptureId">The picture.</param>
/// <param name="Path">In the import.</param>
/// <param name="Subject">Whom it shows; null: nobody has said.</param>
/// <param name="Session">Recording session.</param>
/// <param name="SameSceneId">Pictures that show the same scene share it, see <see cref="SameScenes"/>.</param>
/// <param name="PairId">Its pair; null: it has no partner.</param>
/// <param name="ThumbnailId">A small picture.</param>
/// <param name="Embedding"><see cref="SameScenes.Width"/> signed bytes, compared by the cosine of their angle.</param>
public sealed record MapPoint(Guid CaptureId, string Path, string? Subject, string? Session, Guid? SameSceneId, Guid? PairId, Guid? ThumbnailId, byte[] Embedding);
