using ThermalPortal.Data.Datasets.Scales;

namespace ThermalPortal.Data.Datasets.Scenes;

/// <summary>A thermal picture's scene, for people.</summary>
/// <param name="Camera">What the camera wrote; null: its emissivity cannot be edited.</param>
/// <param name="Scale">With which scale its numbers are shown; null: they have none that could be another.</param>
/// <param name="Edit">What people said last; null: nobody has said anything.</param>
/// <param name="History">Everything said, newest first, with who said it; 50 at most.</param>
public sealed record SceneView(CameraScene? Camera, CaptureScale? Scale, SceneEdit? Edit, IReadOnlyList<(SceneEdit Edit, string Author)> History);
