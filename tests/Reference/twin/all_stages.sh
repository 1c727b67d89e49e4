#!/bin/bash
# All stages of a model, its regression baseline and two rows of ablation, by the clock, on one GPU.
#
# Usage: all_stages.sh START PACK OUT [JUDGE.onnx]
#   START   folder with a model.json; networks that lie beside it are taken, the others begin anew
#   PACK    file of pack.py
#   OUT     everything: a folder and a log a stage; the finished model is OUT/diffusion
# Seconds of each stage come from the environment: AUTOENCODER, IDENTITY, ATTRIBUTES, TEACHER, ESTIMATE, GUIDE, DIFFUSION, ABLATION. OTHERS is the share of faces whose estimate follows another person's descriptor (try .5).
# On an H200 a step of the estimate takes 0.07 s; compiling takes a minute in each first process, three when seven processes compile at once, and reading a pack half a minute.
set -u
here=$(cd "$(dirname "$0")" && pwd)
start=$(realpath "$1") pack=$(realpath "$2") out=$3 judge=${4:+--judge $(realpath "$4")}
mkdir -p "$out"
export PYTHONUNBUFFERED=1

stage() { # NAME MODEL_FOLDER options...: a compiled run, and an eager one should that fail
    local name=$1 model=$2
    shift 2
    for mode in "" --eager; do
        python3 "$here/train.py" "${STAGE:-$name}" "$model" "$pack" --out "$out/$name" $judge "$@" $mode > "$out/$name.log" 2>&1 && return
        [ -f "$out/$name/model.json" ] && return # trained; only its scores failed
        mv "$out/$name.log" "$out/$name.failed.log"
    done
}

variant() { # NAME PYTHON: a copy of START/model.json, changed
    mkdir -p "$out/$1"
    cp "$out/autoencoder/autoencoder.safetensors" "$out/attributes/attributes.safetensors" "$out/$1/"
    python3 -c "import json,sys; d = json.load(open(sys.argv[1])); n = d['denoiser']; $2; json.dump(d, open(sys.argv[2], 'w'), indent=2)" "$start/model.json" "$out/$1/model.json"
}

stage autoencoder "$start" --seconds "${AUTOENCODER:-180}" --batch 48 --crop 128 --look-every 60 &
stage identity "$start" --seconds "${IDENTITY:-150}" --batch 96 --look-every 60 &
stage attributes "$start" --seconds "${ATTRIBUTES:-60}" --batch 96 &
stage teacher "$start" --seconds "${TEACHER:-90}" --batch 96 --rate 1e-3 &
wait

variant one "pass"
cp "$out/identity/translation.safetensors" "$out/one/"
blur=$(python3 - "$out/identity.log" <<'P'
import json, sys
last = [json.loads(line) for line in open(sys.argv[1]) if line.startswith('{"step"')][-1]
print(max(0, (last["validation"] - last["training"]) / 128) ** .5)  # how much worse the student is on people it does not know
P
)
stage estimate "$out/one" --seconds "${ESTIMATE:-600}" --others "${OTHERS:-0}" --batch 48 --decoded 48 --crop 128 --blur "$blur" --critic-width 64 --critic-norm --critic-start .15 --look-every 75

variant bare "n['identity'] = False; n['detail_widths'] = []"
variant plain "n['identity'] = False; n['detail_widths'] = []; n['plain'] = True"
cp "$out/teacher/teacher.safetensors" "$out/estimate/"
stage guide "$out/estimate" --seconds "${GUIDE:-150}" --batch 48 --crop 128 --rate 5e-4
stage diffusion "$out/guide" --seconds "${DIFFUSION:-300}" --batch 64 --draws 4 --decoded 16 --crop 128 --look-every 100 &
stage regression "$out/bare" --seconds "${DIFFUSION:-300}" --batch 64 --look-every 75 &
wait
STAGE=latent stage latent-bare "$out/bare" --seconds "${ABLATION:-120}" --batch 64 --draws 4 --look-every 60 &
STAGE=latent stage latent-plain "$out/plain" --seconds "${ABLATION:-120}" --batch 64 --draws 4 --look-every 60 &
wait
