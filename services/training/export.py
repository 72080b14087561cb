"""Writes a trained network as the ONNX file that the service runs, its weights in eight bits. Needs torch."""

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from services.training.network import ExtractorNetwork

INPUTS = ("ids", "mask", "marked")
OUTPUTS = ("trigger", "role", "type", "realis", "background")


def export(network: ExtractorNetwork, file: Path) -> None:
    """Write the network to a file that takes batches of any size and length."""
    network.eval()
    example = tuple(torch.ones((2, 16), dtype=torch.int64) for _ in INPUTS)
    batch, length = torch.export.Dim("batch", min=1, max=512), torch.export.Dim("length", min=3, max=512)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            network,
            example,
            str(full),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_shapes={name: {0: batch, 1: length} for name in INPUTS},
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        quantize_dynamic(full, file, weight_type=QuantType.QInt8, per_channel=True)
