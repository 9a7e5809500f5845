"""Any sentence-transformers cross-encoder as a reader: it ranks windows, and marks no answer.

Such a model gives one score for a question and a text; the header goes before the text, as for the
encoder. The import costs seconds, so it happens only when a model is loaded.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from cmp_search.encoders.sentence_transformer import folder_hash, stay_offline, unloadable
from cmp_search.search.reading.base import Reading, Window

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class CrossEncoderReader:
    """A cross-encoder by its name in the hub's cache, or its folder; loaded when first needed."""

    def __init__(self, name: str) -> None:
        """Name the model; nothing is loaded."""
        self.name = name
        self._loading = Lock()
        self._loaded: CrossEncoder | None = None

    @cached_property
    def identity(self) -> str:
        """The model's name, with a hash of its files if it is a folder."""
        folder = Path(self.name)
        return f"{folder.name} {folder_hash(folder)}" if folder.is_dir() else self.name

    @property
    def weight(self) -> float:
        """More than cosines of the first passages differ by, as ranking is what it is for."""
        return 0.15

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        """One reading a window, without spans.

        Raises:
            EncoderError: the model cannot be loaded.
        """
        if not windows:
            return []
        pairs = [
            (question, f"{window.header}\n{window.text}" if window.header else window.text)
            for window in windows
        ]
        model = self._model
        from torch.nn import Identity

        # Not every model's scores are logits if its own activation is applied.
        scores = model.predict(pairs, activation_fn=Identity(), show_progress_bar=False)
        return [Reading(float(score)) for score in scores]

    @property
    def _model(self) -> "CrossEncoder":
        """The model, loaded by whichever thread needs it first while the others wait."""
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> "CrossEncoder":
        is_offline = stay_offline()
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(self.name, device="cpu", local_files_only=is_offline)
            if model.num_labels != 1:
                raise ValueError(f"{model.num_labels} scores instead of one")
        except Exception as error:
            # Hub, file and format errors of many libraries arrive here; the user needs one line.
            raise unloadable(self.name, error) from error
        return model
