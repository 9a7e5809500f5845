"""The reader as trained in torch: the encoder's lower layers over question and window together.

1. The tokens are `<s> question </s></s> header </s> window </s>`; those after the question get one
   more vector, so that the layers know which text a token is from.
2. Word and position vectors are the encoder's and are not trained: they need not be shipped again.
3. From the last states, one head gives each token's score as first and as last word of the answer,
   where the first token stands for "not answered"; another, over the first token and the mean of
   the window, whether the window answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from cmp_search.search.reading.small import (
    END,
    HEADER_TOKENS,
    PADDING,
    QUESTION_TOKENS,
    START,
    TOKENS,
)
from training.examples import Example


@dataclass(frozen=True, slots=True)
class Tokens:
    """One example as tokens; `first` and `last` are the answer's, 0 if there is none."""

    ids: np.ndarray
    context: int
    window: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded examples; `group` numbers the question of each."""

    ids: Tensor
    mask: Tensor
    context: Tensor
    window: Tensor
    first: Tensor
    last: Tensor
    answers: Tensor
    learns_span: Tensor
    group: Tensor


def tokenize(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Tokens]:
    """Step 1 for each example."""
    questions = tokenizer.encode_batch([e.question for e in examples], add_special_tokens=False)
    headers = tokenizer.encode_batch([e.header for e in examples], add_special_tokens=False)
    windows = tokenizer.encode_batch([e.text for e in examples], add_special_tokens=False)
    found = []
    for example, question, header, text in zip(examples, questions, headers, windows, strict=True):
        head = [START, *question.ids[:QUESTION_TOKENS], END, END]
        context = len(head)
        if header.ids:
            head += [*header.ids[-HEADER_TOKENS:], END]
        room = TOKENS - len(head) - 1
        first = last = 0
        if example.answer:
            start, end = example.answer
            inside = [i for i, (a, b) in enumerate(text.offsets[:room]) if a < end and b > start]
            if inside:
                first, last = len(head) + inside[0], len(head) + inside[-1]
        ids = np.array([*head, *text.ids[:room], END], np.int64)
        found.append(Tokens(ids, context, len(head), first, last))
    return found


class Reader(nn.Module):
    """The model of steps 2 and 3."""

    def __init__(self, layers: int, words: Tensor) -> None:
        """Take the number of layers and the encoder's word vectors [vocabulary, hidden]."""
        super().__init__()
        config = BertConfig(
            vocab_size=2,
            hidden_size=words.shape[1],
            num_hidden_layers=layers,
            num_attention_heads=12,
            intermediate_size=4 * words.shape[1],
            layer_norm_eps=1e-12,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        # Half as fast again as the other way, in training on a CPU.
        config._attn_implementation = "eager"
        self.bert = BertModel(config, add_pooling_layer=False)
        self.bert.embeddings.position_embeddings.weight.requires_grad = False
        self.words = [words]  # In a list, so that it is neither trained nor saved.
        self.context = nn.Parameter(torch.zeros(words.shape[1]))
        self.span = nn.Linear(words.shape[1], 2)
        self.hidden = nn.Linear(2 * words.shape[1], words.shape[1])
        self.answers = nn.Linear(words.shape[1], 1)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Scores of first and last words [n, 2, length], and of "answers" [n]."""
        words = self.words[0][batch.ids] + self.context * batch.context[..., None]
        states = self.bert(inputs_embeds=words, attention_mask=batch.mask).last_hidden_state
        window = batch.window[..., None].to(states.dtype)
        mean = (states * window).sum(1) / window.sum(1)
        pooled = torch.cat([states[:, 0], mean], 1)
        spans = self.span(states).float().transpose(1, 2)
        allowed = batch.window.clone()
        allowed[:, 0] = 1
        spans = spans.masked_fill(allowed[:, None] == 0, -1e4)
        scores = self.answers(torch.tanh(self.hidden(pooled))).float()
        return spans, scores[:, 0]


def from_encoder(folder: Path, layers: int) -> Reader:
    """A reader that begins as the encoder's lower layers."""
    weights = load_file(folder / "model.safetensors")
    reader = Reader(layers, weights["embeddings.word_embeddings.weight"])
    kept = {k: v for k, v in weights.items() if "word_embeddings" not in k}
    kept["embeddings.word_embeddings.weight"] = torch.zeros(2, reader.words[0].shape[1])
    kept["embeddings.token_type_embeddings.weight"] = weights[
        "embeddings.token_type_embeddings.weight"
    ][:1].repeat(2, 1)
    missing, _ = reader.bert.load_state_dict(kept, strict=False)
    assert not [name for name in missing if "position_ids" not in name], missing
    return reader


def collate(groups: Sequence[Sequence[tuple[Example, Tokens]]]) -> Batch:
    """The windows of some questions, padded to the longest."""
    rows = [(number, e, t) for number, group in enumerate(groups) for e, t in group]
    size = len(rows), max(len(t.ids) for _, _, t in rows)
    ids = torch.full(size, PADDING)
    mask, context, window = (torch.zeros(size) for _ in range(3))
    for i, (_, _, t) in enumerate(rows):
        n = len(t.ids)
        ids[i, :n] = torch.from_numpy(t.ids)
        mask[i, :n], context[i, t.context : n], window[i, t.window : n - 1] = 1, 1, 1
    column = {
        "first": [t.first for _, _, t in rows],
        "last": [t.last for _, _, t in rows],
        "group": [number for number, _, _ in rows],
    }
    return Batch(
        ids=ids,
        mask=mask,
        context=context,
        window=window,
        answers=torch.tensor([float(e.answers) for _, e, _ in rows]),
        # An answer that the truncation cut off teaches nothing about spans.
        learns_span=torch.tensor(
            [float(e.learns_span and (not e.answers or t.first > 0)) for _, e, t in rows]
        ),
        **{name: torch.tensor(values) for name, values in column.items()},
    )
