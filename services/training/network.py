"""The network: one encoder, whose last layers are there twice, and a head for each thing that is read. Needs torch."""

from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from services.detect.network.tags import REALIS, ROLE_TAGS, TRIGGER_TAGS, TYPES
from services.training.examples import IGNORED, Example, Question

PADDING = 0
"""The id of the piece that fills up a batch, in BERT's vocabulary."""
READING_LAYERS = 3
"""How many of the encoder's layers go over a trigger's sentences once more, with the trigger marked."""
FARTHEST = 48
"""Pieces from a trigger beyond which it makes no difference how far a word is."""
DISTANCE_WIDTH = 32
TAGGED_WEIGHT = 2.0
"""How much more a piece within a span counts than one outside: most are outside."""


class ExtractorNetwork(nn.Module):  # type: ignore[misc]
    """Finds triggers in a window, and reads the event of a trigger that is marked.

    Masks say which pieces of a batch are there (1) and which only fill it up (0); without one, all are there.

    The roles of a word are judged from the word, the trigger, and how far the one is from the other.

    The word embeddings stay as they came: half of the weights, of which a small corpus would move only the few it has.
    """

    def __init__(self, encoder_folder: Path) -> None:
        super().__init__()
        encoder = BertModel.from_pretrained(
            str(encoder_folder),
            add_pooling_layer=False,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,  # costs a fifth of the time of a step, and gains nothing that shows
            dtype=torch.float32,
        )
        self.embeddings = encoder.embeddings
        self.embeddings.word_embeddings.weight.requires_grad = False
        layers = list(encoder.encoder.layer)
        shared = len(layers) - READING_LAYERS
        self.shared = nn.ModuleList(layers[:shared])
        self.finding = nn.ModuleList(layers[shared:])
        self.reading = deepcopy(self.finding)
        width = encoder.config.hidden_size
        self.mark = nn.Parameter(torch.randn(width) * 0.1)
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

    def find(self, ids: torch.Tensor, mask: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of the trigger tags of each piece, and what the shared layers made of it."""
        shared = _through(self.shared, self.embeddings(input_ids=ids), mask)
        return self.trigger(self.drop(_through(self.finding, shared, mask))), shared

    def read(
        self, shared: torch.Tensor, marked: torch.Tensor, mask: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits of the role tags of each piece; of type, realis and background of the marked trigger."""
        weight = marked.to(shared.dtype)
        hidden = self.drop(_through(self.reading, shared + weight.unsqueeze(-1) * self.mark, mask))
        count = weight.sum(1, keepdim=True).clamp(min=1.0)
        trigger = (hidden * weight.unsqueeze(-1)).sum(1) / count
        joined = self.drop(nn.functional.gelu(self.join(torch.cat([trigger, hidden[:, 0]], dim=-1))))
        places = torch.arange(shared.shape[1], device=shared.device).to(hidden.dtype)
        centre = (weight * places).sum(1, keepdim=True) / count
        distance = (places - centre).round().clamp(-FARTHEST, FARTHEST).to(torch.int64) + FARTHEST
        beside = trigger.unsqueeze(1).expand_as(hidden)
        related = torch.cat([hidden, beside, hidden * beside, self.distance(distance)], dim=-1)
        return self.role(related), self.kind(joined), self.realis(joined), self.background(joined)


def _through(layers: nn.ModuleList, hidden: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
    hidden_from = None if mask is None else (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
    for layer in layers:
        hidden = layer(hidden, hidden_from)
    return hidden


def pages_batch(batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, mask and trigger tags of a batch."""
    return (
        _padded([e.page.pieces.ids for e in batch], PADDING),
        _padded([[1] * len(e.page) for e in batch], 0),
        _padded([e.trigger_tags for e in batch], IGNORED),
    )


def questions_batch(
    asked: Sequence[tuple[int, Question]], shared: torch.Tensor
) -> tuple[tuple[torch.Tensor, torch.Tensor, torch.Tensor], tuple[torch.Tensor, ...]]:
    """What is read for questions about rows of a batch, given what the shared layers made of it; and the answers.

    Each is read after the mark that begins its page, as the extractor does it.
    """
    rows = torch.tensor([row for row, _ in asked])
    places = _padded([[0, *q.near] for _, q in asked], 0)
    mask = _padded([[1] * (1 + len(q.near)) for _, q in asked], 0)
    marked = _padded([[0, *(int(at in q.trigger) for at in q.near)] for _, q in asked], 0)
    answers = (
        _padded([[IGNORED, *q.role_tags] for _, q in asked], IGNORED),
        torch.tensor([q.type for _, q in asked]),
        torch.tensor([q.realis for _, q in asked]),
        torch.tensor([q.background for _, q in asked]),
    )
    return (shared[rows.unsqueeze(1), places], marked, mask), answers


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


def _padded(rows: Sequence[Sequence[int]], filler: int) -> torch.Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[filler] * (longest - len(row))] for row in rows])
