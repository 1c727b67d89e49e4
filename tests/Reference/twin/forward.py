"""Computes named outputs of a model from named inputs, for comparison with the C# networks.

Run: python3 forward.py MODEL_FOLDER INPUTS.safetensors OUTPUTS.safetensors
Inputs: visible (B, 3, S, S), thermal (B, 1, S, S), latent and noisy and noise (B, z, h, w), time (B), attribute_weights (B, K, R);
metadata steps, guidance, temperature, residual_share.
"""
import sys

import torch

import tensor_file
from model import Model

THREADS = 2


@torch.no_grad()
def outputs_of(model, inputs, settings):
    net, autoencoder = model.translation, model.autoencoder
    condition = net.condition(inputs["thermal"])
    details = net.details(condition.features)
    made = {
        "encoded": autoencoder.encode(inputs["visible"]),
        "decoded": autoencoder.decode(inputs["latent"]),
        "attributes": model.attributes(inputs["thermal"]),
        "estimate": condition.latent,
        "guided_estimate": net.condition(inputs["thermal"], None, inputs["attribute_weights"], float(settings["guidance"])).latent,
        "guided": net.condition(inputs["thermal"], None, inputs["attribute_weights"], float(settings["guidance"])).features[0],
        "prediction": net(inputs["noisy"], inputs["time"], inputs["attribute_weights"], condition),
        "picture": model.sample(inputs["thermal"], inputs["attribute_weights"], inputs["noise"], int(settings["steps"]), *(
            float(settings[name]) for name in ("guidance", "temperature", "residual_share"))),
    }
    made.update({f"map{i}": m for i, m in enumerate(condition.maps)})
    made.update({f"feature{i}": f for i, f in enumerate(condition.features)})
    if details is not None:
        made["decoded_with_details"] = autoencoder.decode(inputs["latent"], details)
        made.update({f"detail{i}": d for i, d in enumerate(details)})
    return made


if __name__ == "__main__":
    folder, source, target = sys.argv[1:]
    torch.set_num_threads(THREADS)
    tensors, metadata = tensor_file.read(source)
    tensor_file.write(target, outputs_of(Model(folder), tensors, metadata))
