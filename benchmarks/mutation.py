"""Random changes to a file that its format is sensitive to.

1. One to sixteen changes: bits flipped, a part removed, doubled or copied from another seed, a
   number made extreme, a word of the format inserted once or a thousand times, the end cut off.
2. Four times out of five, one part of a zip file is changed, and the file is zipped again.
"""

import re
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from cmp_search.readers.archive import SIGNATURE
from cmp_search.readers.formats import format_of

_NUMBER = re.compile(rb"\d+")
_EXTREMES = (b"0", b"-1", b"1", b"65535", b"4294967296", b"99999999999999999999", b"1e400", b"0.5")
_EVERYWHERE = (b"\0", b"\xff", b"\xff\xfe", b"\n", b"\r", b" ", b"\xcc\x81", b"\xe2\x80\xa8")
_WORDS = {
    ".txt": "- ¦1. ¦Contents\n¦\t¦\n\n¦. . . 3¦\f¦\xad",
    ".md": "> ¦- ¦1. ¦|¦|-|\n¦```\n¦# ¦[¦](¦*¦_¦`¦<¦<!--¦&#0;¦\\¦{#x}¦    ¦===\n¦[a]: b\n",
    ".html": "<table>¦</table>¦<tr><td>¦<p>¦</p>¦<ul><li>¦<div>¦<a>¦<!--¦-->¦&#x10ffff;¦&#0;"
    "¦<h2 id=a>¦ rowspan=9999¦<svg>¦<pre>¦<dl><dt>¦<ol start=-9>¦<template>¦<script>¦<main>"
    "¦<body>¦]]>",
    ".docx": "<w:p>¦</w:p>¦<w:tbl>¦<w:tr>¦<w:tc>¦<w:r><w:t>¦</w:r>¦&#0;¦<!DOCTYPE x>¦<![CDATA["
    '¦<?x?>¦ w:val="999999999"¦<w:sdt>¦<w:ins>¦<w:footnoteReference w:id="1"/>¦<w:txbxContent>'
    "¦<!-- -->",
    ".pdf": " obj\n¦endobj\n¦stream\n¦\nendstream¦xref\n¦trailer¦<<¦>>¦[¦]¦(¦)¦/Kids¦/Parent 2 0 R"
    "¦/Length 999999999¦ 1 0 R ¦/Filter/FlateDecode¦ 0 0 R ¦BT ¦ET ¦Tj ¦TJ ¦/Fm0 Do ¦q ¦ cm ¦ Tm "
    "¦nan¦%¦startxref\n¦/Next 9 0 R¦/Nums[0 null]¦ID EI ",
}
WORDS = {suffix: words.encode().split("¦".encode()) for suffix, words in _WORDS.items()}
"""Words of each format that change its structure."""


def mutate(suffix: str, seed: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """A seed with some changes."""
    if format_of(suffix).signature == SIGNATURE and random.random() < 0.8:
        return _zipped(seed, lambda part: _changed(suffix, part, seeds, random), random)
    return _changed(suffix, seed, seeds, random)


def _zipped(seed: bytes, change: Callable[[bytes], bytes], random: Random) -> bytes:
    """A zip file with one changed part."""
    buffer = BytesIO()
    try:
        with ZipFile(BytesIO(seed)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
            chosen = random.choice([n for n in old.namelist() if n.endswith((".xml", ".rels"))])
            for name in old.namelist():
                part = old.read(name)
                new.writestr(name, change(part) if name == chosen else part)
    except BadZipFile:  # A seed from the command line may be no zip file.
        return change(seed)
    return buffer.getvalue()


def _changed(suffix: str, data: bytes, seeds: Sequence[bytes], random: Random) -> bytes:
    """Step 1."""
    words = (*WORDS.get(suffix, ()), *_EVERYWHERE)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        data = _one_change(data, words, seeds, random)
    return data


def _one_change(
    data: bytes, words: Sequence[bytes], seeds: Sequence[bytes], random: Random
) -> bytes:
    at = random.randrange(len(data) + 1)
    end = min(len(data), at + int(random.expovariate(1 / 40)) + 1)
    kind = random.randrange(9)
    if kind == 0 and at < len(data):
        return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + data[end:]
    if kind == 2:
        return data[:end] + data[at:end] * random.choice((1, 2, 50)) + data[end:]
    if kind == 3:
        other = random.choice(seeds)
        start = random.randrange(len(other) + 1)
        return data[:at] + other[start : start + 200] + data[end:]
    if kind == 4:
        return data[:at] if random.random() < 0.3 else data[:at] + data[at:][::-1][: end - at]
    if kind in (5, 6):
        return _with_extreme(data, random)
    times = 1_000 if random.random() < 0.05 else 1
    return data[:at] + random.choice(words) * times + data[at:]


def _with_extreme(data: bytes, random: Random) -> bytes:
    """Replace one number by an extreme one."""
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return data
    match = random.choice(numbers)
    return data[: match.start()] + random.choice(_EXTREMES) + data[match.end() :]
