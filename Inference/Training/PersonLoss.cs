using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// Whether a face descriptor is that of the right person: squared distance to the descriptor of the true picture, and confusion with the other people of the training set.
/// A pair without face points counts nothing; nobody (-1) is confused with nobody.
/// </summary>
internal sealed class PersonLoss : IDisposable
{
    private readonly PeopleBank? _people;

    /// <param name="net">The face descriptor; disposed with this.</param>
    /// <param name="train">The training set, whose people are to be told apart; null = distance alone.</param>
    public PersonLoss(IFaceDescriber net, PairStore? train)
    {
        Net = net;
        _people = train is null ? null : PeopleBank.From(train, Net);
    }

    /// <summary>The net whose descriptors are compared.</summary>
    public IFaceDescriber Net { get; }

    /// <summary>The describer in a folder: our own net where its weights lie there, else the descriptor of the npm package.</summary>
    public static IFaceDescriber Load(string folder) => File.Exists(Path.Combine(folder, FaceEmbeddingNet.WeightsName)) ? FaceEmbeddingNet.Load(folder).to(Compute.Device) : new FaceDescriptorNet(folder).to(Compute.Device);

    /// <summary>Descriptors of pictures (B, 3, S, S) whose face points are those of the first B pairs of <paramref name="batch"/>.</summary>
    public Tensor Describe(Tensor pictures, PairBatch batch) =>
        Net.Describe(pictures, batch.Points.narrow(0, 0, pictures.shape[0]).nan_to_num(0));

    /// <summary>Descriptors (B, 128) of the first B pairs -> squared distance (B), cross-entropy over people in nats (B).</summary>
    public (Tensor Distance, Tensor Confusion) Compare(Tensor descriptors, PairBatch batch)
    {
        var count = descriptors.shape[0];
        var known = batch.Points.narrow(0, 0, count).isfinite().all(2).all(1).to_type(ScalarType.Float32);
        Tensor wanted;
        using (no_grad())
            wanted = Describe(batch.Visible.narrow(0, 0, count), batch);
        var people = batch.People.narrow(0, 0, count);
        var confusion = _people is null ? zeros_like(known) : _people.Confusion(descriptors, people.clamp_min(0)) * known * (people >= 0);
        return ((descriptors - wanted).square().sum(1) * known, confusion);
    }

    public void Dispose()
    {
        Net.Dispose();
        _people?.Dispose();
    }
}
