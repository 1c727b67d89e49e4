using ThermalPortal.Inference.Faces;
using ThermalPortal.Inference.Tensors;
using ThermalPortal.Inference.Training.Data;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ThermalPortal.Inference.Training;

/// <summary>
/// The mean face descriptor of every person of a training set (P, 128), of true pictures only. Tells whether a made face is nearer to its own person than to the others:
/// a softmax over negative squared distances with frozen proxies. Distance alone is content with the average face; this is not.
/// </summary>
internal sealed class PeopleBank : IDisposable
{
    private const double Temperature = 0.05; // squared distance; one person differs by about 0.18 between captures, two people by 0.42
    private const int Batch = 32;
    private readonly Tensor _means;
    private readonly Tensor _known;

    private PeopleBank(Tensor means, Tensor known) => (_means, _known) = (means, known);

    /// <summary>Describes every picture that has face points, whole and unchanged.</summary>
    public static PeopleBank From(PairStore store, IFaceDescriber net)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var people = (int)store.People.max().item<long>() + 1;
        var (sums, counts) = (zeros(people, 128), zeros(people, 1));
        foreach (var rows in Enumerable.Range(0, store.Pairs.Count).Where(i => store.Pairs[i].Points is not null).Select(i => (long)i).Chunk(Batch))
        {
            using var inner = NewDisposeScope();
            var index = tensor(rows);
            var visible = store.Visible.index_select(0, index).to_type(ScalarType.Float32).div_(127.5).sub_(1);
            var owners = store.People.index_select(0, index);
            sums.index_add_(0, owners, net.Describe(visible.to(Compute.Device), store.Points.index_select(0, index).to(Compute.Device)).cpu(), 1);
            counts.index_add_(0, owners, ones(rows.Length, 1), 1);
        }
        return new PeopleBank((sums / counts.clamp_min(1)).to(Compute.Device).DetachFromDisposeScope(), (counts.squeeze(1) > 0).to(Compute.Device).DetachFromDisposeScope());
    }

    /// <summary>Descriptors (B, 128) and the numbers of the people they should show (B) -> cross-entropy (B), about ln P for a face that says nothing.</summary>
    public Tensor Confusion(Tensor descriptors, Tensor people)
    {
        var distances = descriptors.square().sum(1, keepdim: true) - 2 * descriptors.matmul(_means.t()) + _means.square().sum(1).unsqueeze(0);
        return F.cross_entropy((-distances / Temperature).masked_fill(~_known.unsqueeze(0), -1e4), people, reduction: nn.Reduction.None);
    }

    public void Dispose()
    {
        _means.Dispose();
        _known.Dispose();
    }
}
