using ThermalPortal.Data.Translations;

namespace ThermalPortal.Jobs.Engine;

/// <param name="Version">Version of the software.</param>
/// <param name="Device">Where the model computes: <c>cpu</c>, <c>cuda:0</c>.</param>
/// <param name="ProcessId">Process id of the engine.</param>
internal sealed record EngineHello(string Version, string Device, int ProcessId);

/// <param name="Sha256">Hash of the model's weights, lower-case hex.</param>
internal sealed record ModelLoaded(string Sha256);

/// <summary>One batch: the same model and options for all items.</summary>
/// <param name="ModelFolder">Folder with <c>model.json</c> and its safetensors files.</param>
/// <param name="Steps">Sampler steps, 1..100.</param>
/// <param name="Guidance">Classifier-free guidance, 1 = none.</param>
/// <param name="PreviewEvery">A preview is decoded every so many steps; 0 = never.</param>
/// <param name="PreviewPause">Least time between two previews.</param>
internal sealed record TranslateRequest(
    string ModelFolder, int Steps, double Guidance, int PreviewEvery, TimeSpan PreviewPause, IReadOnlyList<TranslateItem> Items);

/// <param name="ThermalFile">Aligned thermal face: side x side float32, little endian, row by row, normalised to [-1,1].</param>
/// <param name="Calibrated">True where the values came from degrees Celsius.</param>
/// <param name="Seed">Seed of this picture's noise.</param>
/// <param name="Attributes">Attributes set by the operator: name -> value, or <c>unknown</c>.</param>
/// <param name="OutputFile">Where the picture goes: side x side x 3 bytes RGB.</param>
/// <param name="PreviewFile">Where previews go, same form; null = none wanted.</param>
internal sealed record TranslateItem(
    string ThermalFile, bool Calibrated, long Seed, IReadOnlyDictionary<string, string> Attributes, string OutputFile, string? PreviewFile);

/// <param name="ModelSha256">Hash of the weights that made the pictures.</param>
/// <param name="Items">One outcome for each item, in the order asked.</param>
internal sealed record TranslateReply(string ModelSha256, IReadOnlyList<TranslatedItem> Items);

/// <param name="Side">Width and height of the picture, pixels.</param>
/// <param name="Attributes">What the model saw in the thermal face.</param>
internal sealed record TranslatedItem(int Side, IReadOnlyList<EngineAttribute> Attributes);

/// <summary>Faces whose attributes are wanted, and nothing else.</summary>
/// <param name="ModelFolder">Folder with <c>model.json</c> and its safetensors files.</param>
/// <param name="ThermalFiles">Aligned thermal faces, as of <see cref="TranslateItem"/>.</param>
internal sealed record PredictRequest(string ModelFolder, IReadOnlyList<string> ThermalFiles);

/// <param name="Faces">One list for each face, in the order asked: what the model sees.</param>
internal sealed record PredictReply(IReadOnlyList<IReadOnlyList<PredictedAttribute>> Faces);

/// <param name="Name">Attribute.</param>
/// <param name="Value">Most probable value; null: not probable enough to be stated.</param>
/// <param name="Confidence">Calibrated probability of the most probable value, 0..1.</param>
internal sealed record PredictedAttribute(string Name, string? Value, double Confidence);

/// <param name="Name">Attribute, e.g. <c>glasses</c>.</param>
/// <param name="Value">The value that guided the picture, or <c>unknown</c>.</param>
/// <param name="Confidence">Calibrated probability of the most probable value, 0..1; 1 where the operator said so.</param>
/// <param name="Source">Who said so.</param>
/// <param name="Probabilities">Value -> probability, as the model sees it.</param>
internal sealed record EngineAttribute(
    string Name, string Value, double Confidence, AttributeSource Source, IReadOnlyDictionary<string, double> Probabilities);

/// <param name="Step">Steps done, 0..Steps.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Previewed">True where the preview files were just written.</param>
internal sealed record EngineProgress(int Step, int Steps, bool Previewed);
