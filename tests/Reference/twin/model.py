"""A model folder: model.json and one safetensors file a network. Counterpart of Inference/Weights and LatentTranslator."""
import hashlib
import json
import pathlib
from types import SimpleNamespace

import torch

import tensor_file
from attributes import AttributeNet, guiding, null_weights, predicted
from autoencoding import Autoencoder
from sampling import NoiseSchedule, dpm_solver_2m, log_snr_times
from translation import TranslationNet

TEACHER = "teacher.safetensors"


class Model:
    """The networks of one model folder in evaluation mode, float32. With new=True a network whose file is absent starts from random weights."""

    def __init__(self, folder, device="cpu", new=False):
        self.folder = pathlib.Path(folder)
        text = (self.folder / "model.json").read_text()
        self.description = json.loads(text)  # as it is, to be written back
        self.options = json.loads(text, object_hook=lambda entries: SimpleNamespace(**entries))
        for name, known in (("path", 0), ("prediction", 0), ("residual", True), ("branch", False)):  # absent from models that are older than the options
            if getattr(self.options.denoiser, name, known) != known:
                raise ValueError(f"{folder}: a denoiser with {name} {getattr(self.options.denoiser, name)} has no counterpart here.")
        if self.options.denoiser.scan > 1 or self.options.denoiser.fusion_width == 0:
            raise ValueError(f"{folder}: a denoiser without scan or fusion has no counterpart here.")
        self.guiding = guiding(self.options.attributes)
        self.autoencoder = Autoencoder(self.options.autoencoder)
        self.translation = TranslationNet(self.options.denoiser, self.guiding)
        self.attributes, self.teacher = AttributeNet(predicted(self.options.attributes)), None
        self.present = set()  # networks that are more than random weights
        for name, net in self.networks().items():
            if not new or (self.folder / name).exists():
                tensors, _ = tensor_file.read(self.folder / name)
                net.load_state_dict({key: value.float() for key, value in tensors.items()}, strict=not new)
                self.present.add(name)
            net.to(device).eval()
        self.device, self.schedule = torch.device(device), NoiseSchedule()

    def with_teacher(self):
        """Also the visible classifier, from teacher.safetensors where it lies beside the model, else random."""
        self.teacher = AttributeNet(self.options.attributes, image_channels=3).to(self.device).eval()
        if (self.folder / TEACHER).exists():
            self.teacher.load_state_dict({key: value.float() for key, value in tensor_file.read(self.folder / TEACHER)[0].items()})
            self.present.add(TEACHER)
        return self

    def networks(self):
        own = {} if self.teacher is None else {TEACHER: self.teacher}
        return {**own, "autoencoder.safetensors": self.autoencoder, "translation.safetensors": self.translation, "attributes.safetensors": self.attributes}

    def save(self, folder):
        """Writes the networks that are present in half precision with their hashes, as ModelFolder.Save does."""
        folder = pathlib.Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        hashes = {}
        for name, net in self.networks().items():
            if name not in self.present:
                continue
            tensor_file.write(folder / name, net.state_dict(), float_type=torch.float16)
            if name != TEACHER:  # no part of the model
                hashes[name] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        (folder / "model.json").write_text(json.dumps({**self.description, "files": hashes}, indent=2) + "\n")

    def decode(self, latent, condition):
        return self.autoencoder.decode(latent, self.translation.details(condition.features)).clamp(-1, 1)

    @torch.no_grad()
    def sample(self, thermal, attribute_weights, noise, steps=12, guidance=1.5, temperature=1.0, residual_share=1.0):
        """Thermal (B, 1, S, S), attribute weights (B, K, R), noise (B, z, h, w) -> visible (B, 3, S, S) in [-1, 1]."""
        condition = self.translation.condition(thermal, None, attribute_weights, guidance)
        unknown = None if guidance == 1 else null_weights(self.guiding, len(thermal)).to(thermal.device)

        def denoise(x, t):
            time = torch.full([len(x)], t, dtype=torch.float32, device=x.device)
            v = self.translation(x, time, attribute_weights, condition)
            if unknown is not None:
                v0 = self.translation(x, time, unknown, condition)
                v = v0 + guidance * (v - v0)
            return self.schedule.alpha(t) * x - self.schedule.sigma(t) * v

        residual = dpm_solver_2m(denoise, noise * temperature, log_snr_times(self.schedule, steps), self.schedule)
        return self.decode(self.translation.from_residual(residual * residual_share, condition), condition)
