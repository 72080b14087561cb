"""The network: one encoder, and a head for each thing that is read. Needs torch."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from services.detect.tags import REALIS, ROLE_TAGS, TRIGGER_TAGS, TYPES
from services.training.examples import IGNORED, Example

PADDING = 0
"""The id of the piece that fills up a batch, in BERT's vocabulary."""


class ExtractorNetwork(nn.Module):  # type: ignore[misc]
    """Finds triggers where no piece is marked, and reads the event of the trigger whose pieces are marked.

    The word embeddings stay as they came: half of the weights, of which a small corpus would move only the few it has.
    """

    def __init__(self, encoder_folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            str(encoder_folder), add_pooling_layer=False, attn_implementation="eager", dtype=torch.float32
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        width = self.encoder.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.trigger = nn.Linear(width, TRIGGER_TAGS)
        self.role = nn.Linear(width, ROLE_TAGS)
        self.join = nn.Linear(2 * width, width)
        self.kind = nn.Linear(width, len(TYPES) + 1)
        self.realis = nn.Linear(width, len(REALIS))
        self.background = nn.Linear(width, 2)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, marked: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits: trigger tags and role tags of each piece; type, realis and background of the marked trigger."""
        hidden = self.drop(self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=marked).last_hidden_state)
        weight = marked.unsqueeze(-1).to(hidden.dtype)
        trigger = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1.0)
        joined = torch.nn.functional.gelu(self.join(torch.cat([trigger, hidden[:, 0]], dim=-1)))
        joined = self.drop(joined)
        return self.trigger(hidden), self.role(hidden), self.kind(joined), self.realis(joined), self.background(joined)


def collate(batch: Sequence[Example]) -> tuple[torch.Tensor, ...]:
    """A batch as tensors: ids, mask and marks, then the labels in the order of the network's outputs."""
    longest = max(len(example.ids) for example in batch)

    def padded(rows: Sequence[Sequence[int]], filler: int) -> torch.Tensor:
        return torch.tensor([[*row, *[filler] * (longest - len(row))] for row in rows])

    return (
        padded([e.ids for e in batch], PADDING),
        padded([[1] * len(e.ids) for e in batch], 0),
        padded([e.marked for e in batch], 0),
        padded([e.trigger_tags for e in batch], IGNORED),
        padded([e.role_tags for e in batch], IGNORED),
        torch.tensor([e.type for e in batch]),
        torch.tensor([e.realis for e in batch]),
        torch.tensor([e.background for e in batch]),
    )


def loss_of(outputs: Sequence[torch.Tensor], labels: Sequence[torch.Tensor]) -> torch.Tensor:
    """The sum of the heads' losses, each a mean over what is labelled; unlabelled heads add nothing."""
    total = torch.zeros(())
    for logits, wanted in zip(outputs, labels, strict=True):
        if bool((wanted != IGNORED).any()):
            flat = logits.reshape(-1, logits.shape[-1]).float()
            total = total + nn.functional.cross_entropy(flat, wanted.reshape(-1), ignore_index=IGNORED)
    return total
