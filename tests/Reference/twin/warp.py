"""Random crops as maps from crop to picture: an affine part and a smooth elastic part that makes faces of other proportions out of the ones there are."""
import torch
import torch.nn.functional as F

KNOTS, BEND, SKEW, ASPECT, BENT_SHARE = 5, .026, .007, .08, .7


class Warp:
    """count random maps; identity(count) leaves pictures as they are. Coordinates are [-1, 1] as grid_sample has them."""

    def __init__(self, theta, bend):
        self.theta, self.bend = theta, bend  # (B, 2, 3); (B, 2, K, K) or None

    @staticmethod
    def identity(count, device):
        return Warp(torch.eye(2, 3, device=device).expand(count, 2, 3), None)

    @staticmethod
    def random(count, device):
        def uniform(low, high):
            return torch.rand(count, device=device) * (high - low) + low

        scale = torch.where(uniform(0, 1) < .5, uniform(.9, 1.06), uniform(.68, .95))  # half near the whole frame, half tighter
        angle, aspect = uniform(-10, 10) * torch.pi / 180, uniform(-ASPECT, ASPECT).exp()
        slack = (1 - scale).clamp_min(.05)
        flip = torch.where(uniform(0, 1) < .5, -1.0, 1.0)
        cos, sin = scale * angle.cos(), scale * angle.sin()
        theta = torch.stack([cos * flip * aspect, -sin / aspect, uniform(-.6, .6) * slack, sin * flip * aspect, cos / aspect, uniform(-.6, .6) * slack], 1)
        bent = (uniform(0, 1) < BENT_SHARE).float().reshape(-1, 1, 1, 1)
        knots = torch.randn(count, 2, KNOTS, KNOTS, device=device)
        mirrored = knots.flip(3) * torch.tensor([-1.0, 1], device=device).reshape(1, 2, 1, 1)
        return Warp(theta.reshape(count, 2, 3), ((knots + mirrored) * .7071 * BEND + knots * SKEW) * bent)  # faces stay nearly as even as they are

    def grid(self, size):
        """(B, size, size, 2)."""
        grid = F.affine_grid(self.theta, [len(self.theta), 1, size, size], align_corners=False)
        return grid if self.bend is None else grid + self._field(size).permute(0, 2, 3, 1)

    def to_crop(self, points, size):
        """Picture points (B, 5, 2) where the crop shows them; in a mirrored crop left and right change their names too."""
        linear = self.theta[:, :, :2]
        back = torch.linalg.inv(linear).transpose(1, 2)
        shifted = points - self.theta[:, :, 2].unsqueeze(1)
        moved = shifted @ back
        for _ in range(0 if self.bend is None else 3):  # the bend is small beside the affine part
            moved = (shifted - F.grid_sample(self._field(size), moved.nan_to_num(0).unsqueeze(1), padding_mode="border", align_corners=False)[:, :, 0].transpose(1, 2)) @ back
        mirrored = (torch.linalg.det(linear) < 0).reshape(-1, 1, 1)
        return torch.where(mirrored, moved[:, [1, 0, 2, 4, 3]], moved)

    def _field(self, size):
        return F.interpolate(self.bend, size=[size, size], mode="bicubic", align_corners=True)
