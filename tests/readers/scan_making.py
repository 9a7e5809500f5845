"""Scans for tests: pages of text drawn as images, with no text behind them."""

from io import BytesIO
from pathlib import Path

import numpy as np
import reportlab
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.readers.pdf_making import PLAIN

FONT = Path(reportlab.__file__).parent / "fonts" / f"{PLAIN}.ttf"
DOTS = 200
"""Dots per inch."""
LETTER = (8.5, 11.0)
"""Width and height of a page, in inches."""


def page_image(text: str, points: float = 11, dots: int = DOTS) -> Image.Image:
    """Paragraphs, separated by empty lines, on a white page."""
    width, height = (round(side * dots) for side in LETTER)
    image = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONT, round(points * dots / 72))
    left, y, line_height = dots, float(dots), points * dots / 72 * 1.4
    for paragraph in text.split("\n\n"):
        line = ""
        for word in [*paragraph.split(), ""]:
            longer = f"{line} {word}".strip()
            if word and draw.textlength(longer, font) <= width - 2 * left:
                line = longer
                continue
            draw.text((left, y), line, 0, font)
            y, line = y + line_height, word
        y += line_height
    return image


def worn(image: Image.Image, blur: float, noise: float, random: int = 1) -> Image.Image:
    """A page as a poor copier leaves it: blurred by so many dots, with so much noise (of 255)."""
    blurred = np.asarray(image.filter(ImageFilter.GaussianBlur(blur)), dtype=np.float64)
    speckled = blurred + np.random.default_rng(random).normal(0, noise, blurred.shape)
    return Image.fromarray(np.clip(speckled, 0, 255).astype(np.uint8))


def scan(*pages: str | Image.Image, dots: int = DOTS) -> bytes:
    """A PDF with an image on each page."""
    first, *rest = (page_image(p, dots=dots) if isinstance(p, str) else p for p in pages)
    buffer = BytesIO()
    first.save(buffer, "PDF", save_all=True, append_images=rest, resolution=dots)
    return buffer.getvalue()
