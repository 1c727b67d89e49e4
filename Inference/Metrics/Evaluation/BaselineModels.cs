using ThermalPortal.Inference.Pipelines;
using ThermalPortal.Inference.Weights;

namespace ThermalPortal.Inference.Metrics.Evaluation;

/// <summary>Other models to compare with, sampled without attributes; one that regresses has no sampling.</summary>
internal sealed class BaselineModels : IDisposable
{
    private readonly List<IDisposable> _models = [];
    private readonly List<Func<LatentTranslatorOptions, NamedTranslator>> _systems = [];

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
                var options = ModelFolder.ReadOptions(folder);
                if (options.ImageSize != size)
                    throw new InvalidDataException($"The baseline {name} draws {options.ImageSize} pixels, the model {size}: train it at that size.");
                if (options.Regresses)
                {
                    var regression = new RegressionBaseline(folder, name);
                    _models.Add(regression);
                    _systems.Add(_ => regression.System);
                }
                else
                {
                    var model = ThermalToVisible.Load(folder);
                    _models.Add(model);
                    _systems.Add(sampling => ModelTranslator.Of(model, sampling with { Temperature = null, ResidualShare = null }, AttributeUse.Null, name));
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The models as systems under test: steps and guidance of <paramref name="sampling"/>, their own starting noise and share of the residual.</summary>
    public IEnumerable<NamedTranslator> Systems(LatentTranslatorOptions sampling) => _systems.Select(system => system(sampling));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in _models)
            model.Dispose();
    }
}
