"""Writes a trained network as the ONNX files that the service runs, their weights in eight bits. Needs torch."""

import tempfile
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from services.training.network import ExtractorNetwork

_BATCH = torch.export.Dim("batch", min=1, max=512)
_LENGTH = torch.export.Dim("length", min=3, max=512)


class _Part(nn.Module):  # type: ignore[misc]
    """One of the network's methods as a module of its own."""

    def __init__(self, network: ExtractorNetwork, method: str) -> None:
        super().__init__()
        self.network = network
        self.method = method

    def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return tuple(getattr(self.network, self.method)(*inputs))


class _RowsOfBytes(nn.Module):  # type: ignore[misc]
    """An embedding in eight bits. Each row has a scale of its own: with one for all, rare long rows blur the others."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        weight = embedding.weight.detach()
        scale = (weight.abs().amax(dim=1, keepdim=True) / 127).clamp(min=torch.finfo(weight.dtype).tiny)
        self.register_buffer("scale", scale)
        self.register_buffer("rows", torch.round(weight / scale).to(torch.int8))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.rows[ids].to(self.scale.dtype) * self.scale[ids]


def export(network: ExtractorNetwork, folder: Path) -> None:
    """Write `find.onnx` and `read.onnx`, which take inputs of any length, one or several of equal length.

    Raises:
        ValueError: a file, before its weights are cut to eight bits, does not answer as the network does.
    """
    network = deepcopy(network).eval()
    network.embeddings.word_embeddings = _RowsOfBytes(network.embeddings.word_embeddings)
    find = {"ids": _ones(2, 16)}
    _write(network, "find", find, ("trigger", "shared"), folder)
    read = {"hidden": torch.ones((2, 16, network.mark.shape[0])), "marked": _ones(2, 16)}
    _write(network, "read", read, ("role", "type", "realis", "background"), folder)


def _ones(*shape: int) -> torch.Tensor:
    """A tensor of its own for each input: of one that is given twice the exporter makes one input."""
    return torch.ones(shape, dtype=torch.int64)


def _write(
    network: ExtractorNetwork, method: str, inputs: dict[str, torch.Tensor], outputs: Sequence[str], folder: Path
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        full = Path(temporary) / "full.onnx"
        torch.onnx.export(
            _Part(network, method),
            tuple(inputs.values()),
            str(full),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_shapes=(tuple({0: _BATCH, 1: _LENGTH} for _ in inputs),),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        _check(network, method, inputs, full)
        file = folder / f"{method}.onnx"
        quantize_dynamic(full, file, op_types_to_quantize=["MatMul"], weight_type=QuantType.QInt8, per_channel=True)
        _without_traces(file)


def _without_traces(file: Path) -> None:
    """Take out where in the code each operator came from: it names folders of the machine that exported it."""
    model = onnx.load(file)
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.value_info, *graph.input, *graph.output, *graph.initializer):
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(model, file)


def _check(network: ExtractorNetwork, method: str, inputs: dict[str, torch.Tensor], file: Path) -> None:
    """Asks the file and the network the same, about other lengths than those it was exported with."""
    generator = torch.Generator().manual_seed(1)
    asked = {
        name: torch.rand((3, 9, *one.shape[2:]), generator=generator)
        if one.is_floating_point()
        else torch.randint(0, 2, (3, 9), generator=generator)
        for name, one in inputs.items()
    }
    with torch.inference_mode():
        wanted = getattr(network, method)(*asked.values())
    session = InferenceSession(str(file), providers=["CPUExecutionProvider"])
    given = session.run(None, {name: one.numpy() for name, one in asked.items()})
    if not all(np.allclose(one.numpy(), other, atol=1e-3) for one, other in zip(wanted, given, strict=True)):
        raise ValueError(f"{method}.onnx does not answer as the network does")
