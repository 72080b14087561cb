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
FARTHEST = 48
"""Pieces from a trigger beyond which it makes no difference how far a word is."""
DISTANCE_WIDTH = 32
TAGGED_WEIGHT = 2.0
"""How much more a piece within a span counts than one outside: most are outside."""


class ExtractorNetwork(nn.Module):  # type: ignore[misc]
    """Finds triggers where no piece is marked, and reads the event of the trigger whose pieces are marked.

    The roles of a word are judged from the word, the trigger, and how far the one is from the other.

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
        self.distance = nn.Embedding(2 * FARTHEST + 1, DISTANCE_WIDTH)
        self.role = nn.Sequential(
            nn.Linear(3 * width + DISTANCE_WIDTH, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, ROLE_TAGS)
        )
        self.join = nn.Linear(2 * width, width)
        self.kind = nn.Linear(width, len(TYPES) + 1)
        self.realis = nn.Linear(width, len(REALIS))
        self.background = nn.Linear(width, 2)

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, marked: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits: trigger tags and role tags of each piece; type, realis and background of the marked trigger."""
        hidden = self.drop(self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=marked).last_hidden_state)
        weight = marked.to(hidden.dtype)
        count = weight.sum(1, keepdim=True).clamp(min=1.0)
        trigger = (hidden * weight.unsqueeze(-1)).sum(1) / count
        joined = self.drop(nn.functional.gelu(self.join(torch.cat([trigger, hidden[:, 0]], dim=-1))))
        places = torch.arange(ids.shape[1], device=ids.device).to(hidden.dtype)
        centre = (weight * places).sum(1, keepdim=True) / count
        distance = (places - centre).round().clamp(-FARTHEST, FARTHEST).to(torch.int64) + FARTHEST
        beside = trigger.unsqueeze(1).expand_as(hidden)
        related = torch.cat([hidden, beside, hidden * beside, self.distance(distance)], dim=-1)
        return self.trigger(hidden), self.role(related), self.kind(joined), self.realis(joined), self.background(joined)


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
            flat, target = logits.reshape(-1, logits.shape[-1]).float(), wanted.reshape(-1)
            weights = torch.ones(flat.shape[1])
            if wanted.dim() == 2:
                weights[1:] = TAGGED_WEIGHT
            total = total + nn.functional.cross_entropy(flat, target, weights, ignore_index=IGNORED)
    return total
