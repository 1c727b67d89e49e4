using ThermalPortal.Inference.Pipelines;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Other models to compare with, sampled without attributes.</summary>
internal sealed class BaselineModels : IDisposable
{
    private readonly List<(string Name, ThermalToVisible Model)> _models = [];

    /// <summary>Loads their folders.</summary>
    /// <param name="folders">Model folders by name of the row.</param>
    /// <param name="size">Side of the pictures of the model under test, pixels.</param>
    /// <exception cref="InvalidDataException">A folder holds no model, or one of another size.</exception>
    public BaselineModels(IReadOnlyDictionary<string, string> folders, int size)
    {
        try
        {
            foreach (var (name, folder) in folders)
            {
                _models.Add((name, ThermalToVisible.Load(folder)));
                if (_models[^1].Model.Options.ImageSize is var own && own != size)
                    throw new InvalidDataException($"The baseline {name} draws {own} pixels, the model {size}: train it at that size.");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The models as systems under test: steps and guidance of <paramref name="sampling"/>, their own starting noise and share of the residual.</summary>
    public IEnumerable<NamedTranslator> Systems(LatentTranslatorOptions sampling) =>
        _models.Select(m => ModelTranslator.Of(m.Model, sampling with { Temperature = null, ResidualShare = null }, AttributeUse.Null, m.Name));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, model) in _models)
            model.Dispose();
    }
}
