"""A small corpus of invented documents in three languages, and test doubles of encoders."""

from collections.abc import Sequence
from pathlib import Path

from cmp_search.documents.catalogue import Entry
from cmp_search.documents.document import BlockKind, Document, HeadingOrigin
from cmp_search.encoders import Vectors
from cmp_search.encoders.fake import FakeEncoder
from cmp_search.encoders.probe import PROBES
from cmp_search.errors import EncoderError
from cmp_search.readers.extract import Extract

HARBOUR = """\
# Harbour Exchange: report for 2021

## Part I: Background

The Harbour Exchange links nine lighthouses with nine bakeries. It began in 1998, on a foggy pier.
Every spring the keepers swap recipes, and the bakers learn to polish lenses.

## Part II: Groups

### Lens Working Group

Canadian Co-Chair

Ottoline Quickwater
Keeper of the Northern Lens
Institute of Fog

The group polished forty lenses. It will now look at three things:

- brass that does not tarnish
- oil pressed from sunflower seeds
- a manual, called the ZKB handbook

### Bread Working Group

The bakers met twice in Saltmarsh. Their sourdough travelled by sea, and none of it was lost.
"""

PORTS = """\
<!doctype html>
<html lang="fr"><head><title>Échange des ports : bilan 2021</title></head>
<body><main>
<h1>Échange des ports : bilan 2021</h1>
<h2>Contexte</h2>
<p>Neuf phares et neuf boulangeries échangent leurs secrets depuis 1998. Chaque printemps, les
gardiens apportent des recettes.</p>
<h2>Groupe des lentilles</h2>
<p>Le groupe a poli quarante lentilles. La main-d’œuvre venait de Port-Brume.</p>
</main></body></html>
"""

PUERTOS = """\
Intercambio de puertos: informe de 2022

Antecedentes

Nueve faros y nueve panaderías comparten sus secretos desde 1998. Cada primavera los guardianes \
llevan recetas nuevas.

Grupo de Lentes

El grupo pulió cincuenta lentes. La señora Íñiguez dirigió los trabajos en Puerto Niebla.
"""

DIGEST = """\
# Harbour Exchange: report for 2020 (digest)

## Background

A short digest says that the exchange rested for a year because of a storm.
"""

OFFICIAL = DIGEST.replace(" (digest)", "").replace("A short digest says", "The full report tells")

CATALOGUE = """\
[[document]]
id = "harbour-2021"
title = "Harbour Exchange: report for 2021"
issuing_body = "Institute of Fog"
date = 2021-06-01
language = "en"
url = "https://fog.example/2021"

[[document]]
id = "ports-2021"
issuing_body = "Institut de la brume"
date = 2021-06-01
language = "fr"
edition_of = "harbour-2021"

[[document]]
id = "puertos-2022"
title = "Intercambio de puertos: informe de 2022"
date = 2022-06-01
language = "es"

[[document]]
id = "harbour-2020-digest"
date = 2020-06-01
language = "en"
digest_of = "harbour-2020"

[[document]]
id = "harbour-2020"
"""

FILES = {
    "catalogue.toml": CATALOGUE,
    "harbour-2021.md": HARBOUR,
    "ports-2021.html": PORTS,
    "puertos-2022.txt": PUERTOS,
    "harbour-2020-digest.md": DIGEST,
}


def write_corpus(folder: Path) -> Path:
    """Write the sample corpus into a new folder."""
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


Piece = tuple[BlockKind, str, int]


def make_document(
    pieces: Sequence[Piece], language: str = "en", id: str = "doc", title: str = "A title"
) -> Document:
    """A document of pieces (kind, text, level of a heading), cleaned as readers do."""
    extract = Extract()
    for kind, text, level in pieces:
        extract.add(kind, text, level)
    extract.finish()
    return Document(
        entry=Entry(id=id, title=title, language=language),
        sha256="0" * 64,
        text=extract.text,
        blocks=tuple(extract.blocks),
        pages=(),
        headings_from=HeadingOrigin.MARKUP,
    )


def paragraph(text: str) -> Piece:
    """A paragraph."""
    return BlockKind.PARAGRAPH, text, 0


def heading(text: str, level: int) -> Piece:
    """A heading."""
    return BlockKind.HEADING, text, level


class CountingEncoder(FakeEncoder):
    """A fake encoder that records the texts it encodes."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The fake vectors."""
        self.encoded.extend(texts)
        return super().encode_passages(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The fake vectors; probes are not counted."""
        self.encoded.extend(text for text in texts if text not in PROBES)
        return super().encode_questions(texts)


class RefusingEncoder(FakeEncoder):
    """A fake encoder that fails at texts with a certain word."""

    def __init__(self, word: str = "") -> None:
        self.word = word

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words, as tokens."""
        self._refuse(texts)
        return super().count_tokens(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The fake vectors."""
        self._refuse(texts)
        return super().encode_passages(texts)

    def _refuse(self, texts: Sequence[str]) -> None:
        if any(self.word in text for text in texts):
            raise EncoderError("model_unloadable", name="refusing", reason=self.word)
