"""The encoder with low-rank differences, as trained in torch.

1. Each weight matrix W of a layer is used as W + B A, where A has `RANK` rows and B begins at zero.
   Only A and B are trained: what the encoder knew stays in W, and what is shipped is small.
2. A text's vector is the mean of the last states, normalised, as the encoder's own is.
3. A batch is encoded in parts of texts of like length, so that there is little padding, in
   bfloat16.
"""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

RANK = 16
TOKENS = 192
PART = 600
"""Tokens encoded at once."""
PADDING = 1
_WORDS = "embeddings.word_embeddings.weight"


class LowRank(nn.Module):
    """A linear layer with a low-rank difference (step 1)."""

    def __init__(self, linear: nn.Linear) -> None:
        """Wrap a layer, which is no longer trained."""
        super().__init__()
        self.linear = linear.requires_grad_(False)
        self.a = nn.Parameter(torch.empty(RANK, linear.in_features))
        self.b = nn.Parameter(torch.zeros(linear.out_features, RANK))
        nn.init.normal_(self.a, std=1 / math.sqrt(linear.in_features))

    def forward(self, states: Tensor) -> Tensor:
        """What the layer gives with the difference."""
        a, b = self.a.T.to(states.dtype), self.b.T.to(states.dtype)
        result: Tensor = self.linear(states) + (states @ a) @ b
        return result


class AdaptedEncoder(nn.Module):
    """The encoder with its differences."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the encoder's unpacked weights."""
        super().__init__()
        weights = load_file(folder / "model.safetensors")
        config = BertConfig.from_pretrained(folder)
        config._attn_implementation = "eager"
        config.vocab_size, config.hidden_dropout_prob = 2, 0.0
        config.attention_probs_dropout_prob = 0.0
        self.bert = BertModel(config, add_pooling_layer=False)
        self._words = [weights[_WORDS]]  # In a list, so that it is neither trained nor saved.
        self.bert.load_state_dict(
            weights | {_WORDS: torch.zeros(2, config.hidden_size)}, strict=False
        )
        # Twice as fast as float32 with automatic casts; what is trained stays in float32.
        self.bert.requires_grad_(False)
        nn.Module.to(self.bert, torch.bfloat16)
        for name, module in list(self.bert.encoder.named_modules()):
            if isinstance(module, nn.Linear):
                parent, _, own = name.rpartition(".")
                setattr(self.bert.encoder.get_submodule(parent), own, LowRank(module))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(TOKENS)

    def forward(self, texts: Sequence[str]) -> Tensor:
        """One vector of length 1 per text, [n, d]."""
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        parts = [self._part([ids[i] for i in part]) for part in _parts(order, ids)]
        places = torch.empty(len(ids), dtype=torch.long)
        places[torch.tensor(order)] = torch.arange(len(ids))
        return torch.cat(parts)[places]

    def _part(self, ids: list[list[int]]) -> Tensor:
        longest = max(map(len, ids))
        padded = torch.tensor([row + [PADDING] * (longest - len(row)) for row in ids])
        mask = (padded != PADDING).float()
        states = self.bert(
            inputs_embeds=self._words[0][padded].bfloat16(), attention_mask=mask
        ).last_hidden_state.float()
        means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return nn.functional.normalize(means, dim=1)


def _parts(order: list[int], ids: list[list[int]]) -> Iterator[list[int]]:
    """Texts by length, cut where a part would be longer than `PART` (step 3)."""
    part: list[int] = []
    for i in order:
        if part and (len(part) + 1) * len(ids[i]) > PART:
            yield part
            part = []
        part.append(i)
    if part:
        yield part
