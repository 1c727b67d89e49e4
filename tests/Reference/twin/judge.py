"""Recognition on validation pictures, to choose between checkpoints: a judge (ONNX, 112 px, RGB by ImageNet's mean and deviation) run by ONNX Runtime. Counterpart of IdentityJudge."""
import torch
import torch.nn.functional as F

MEAN, DEVIATION = [.485, .456, .406], [.229, .224, .225]
TEMPLATE = torch.tensor([[38.7946, 52.1963], [74.0318, 52.0014], [56.5252, 72.2366], [42.0493, 92.8655], [71.2299, 92.7041]])  # ArcFace, pixel centres from 0
SIZE = 112


class Judge:
    def __init__(self, path):
        import onnxruntime
        self.session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])

    def embed(self, pictures, points):
        """(B, 3, S, S) in [-1, 1] and points (B, 5, 2) in [-1, 1] -> unit vectors (B, 128)."""
        mean, deviation = (torch.tensor(v).reshape(1, 3, 1, 1) for v in (MEAN, DEVIATION))
        chips = ((aligned(pictures.float(), points).cpu() + 1) / 2 - mean) / deviation
        name = self.session.get_inputs()[0].name
        return F.normalize(torch.cat([torch.from_numpy(self.session.run(None, {name: chip.numpy()})[0]) for chip in chips.split(1)]), dim=1)  # the file may hold a batch of one


def aligned(pictures, points):
    """Squares whose points lie nearest to the template under a similarity (least squares)."""
    wanted = ((TEMPLATE.to(points.device) + .5) * 2 / SIZE - 1).double()
    points = points.double()
    a, b = wanted - wanted.mean(0), points - points.mean(1, keepdim=True)
    cos, sin = ((a * b).sum([1, 2]) / a.square().sum(), (a[:, 0] * b[:, :, 1] - a[:, 1] * b[:, :, 0]).sum(1) / a.square().sum())
    linear = torch.stack([torch.stack([cos, -sin], 1), torch.stack([sin, cos], 1)], 1)  # (B, 2, 2), template to picture
    offset = points.mean(1) - (linear @ wanted.mean(0))
    theta = torch.cat([linear, offset.unsqueeze(2)], 2).to(pictures.dtype)
    return F.grid_sample(pictures, F.affine_grid(theta, [len(pictures), pictures.shape[1], SIZE, SIZE], align_corners=False), padding_mode="border", align_corners=False)


def recognition(gallery, owners, probes, people):
    """Rank-1, mean genuine and impostor cosine, equal error rate of unit vectors."""
    scores = probes @ gallery.t()
    same = people.unsqueeze(1) == owners.unsqueeze(0)
    genuine, impostor = scores[same].sort().values, scores[~same].sort().values
    refused = torch.searchsorted(genuine, genuine) / len(genuine)
    accepted = 1 - torch.searchsorted(impostor, genuine) / len(impostor)
    at = (refused - accepted).abs().argmin()
    return {"rank1": float((owners[scores.argmax(1)] == people).float().mean()), "genuine": float(genuine.mean()), "impostor": float(impostor.mean()),
            "eer": float((refused[at] + accepted[at]) / 2)}
