"""Thermal student of the face descriptor: near to that of the true picture, nearer to it than to other people's; and where the face is. Counterpart of IdentityStage."""
import torch

from image_loss import PersonLoss, frozen
from faces import FaceDescriptorNet
from stage import Stage

CONFUSION, POINTS = .1, .3  # beside squared distance
MIXED, OVER = .6, .3  # shares of people mixed of two and of thermal images with the visible one over them


class IdentityStage(Stage):
    def __init__(self, model, train, states, options):
        student = model.translation._descriptor
        super().__init__(model, train, options, [student], betas=(.9, .999), weight_decay=.05)
        teacher = frozen(FaceDescriptorNet(), states["descriptor"], train.device)
        if "translation.safetensors" not in self.had:
            for net in (student, self.average.translation._descriptor):
                net._net.load_state_dict(teacher.state_dict())
        self.person = PersonLoss(teacher, train.device)
        self.astray, self.describe = self.compiled(student._points.astray), self.compiled(student.describe)

    def advance(self, index, progress):
        batch = self.draw(MIXED, OVER)
        points = batch.points.nan_to_num(0)
        shaken = points + .03 * torch.randn(len(points), 1, 2, device=points.device) + .015 * torch.randn_like(points)  # as its own will be
        with self.cast():
            astray = self.astray(batch.thermal, batch.points).mean()
            found = self.describe(batch.thermal, shaken)
            distance, confusion = (t.mean() for t in self.person.compare(found, self.person.wanted(batch, len(found)), batch))
        self.descend("net", self.learning, distance + CONFUSION * confusion + POINTS * astray)
        self.follow(index)
        return {"distance": distance.detach(), "confusion": confusion.detach(), "points": astray.detach()}
