"""HTML from the templates in `templates/`; pages make none in any other way.

1. A page makes a view of what it shows, as dataclasses; a macro of a template renders that.
2. Whatever a template shows is escaped, and has no signs that would show words in another order
   than they have (see `language.unseen`); a name that the view lacks is an error.
3. Line ends next to a tag, with the blanks around them, only make the template readable. They are
   dropped, so that a passage or link contains its own text only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

from cmp_search.language.unseen import on_a_page

FOLDER = Path(__file__).with_name("templates")
_LINE_END = re.compile(r"(?<=[>}])\s*\n\s*|\s*\n\s*(?=[<{])")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>$:#~|!&])")


def render(template: str, macro: str, *values: object) -> str:
    """Render a view with a macro of a template.

    Raises:
        jinja2.UndefinedError: the macro names something that the view does not have.
    """
    return str(getattr(_environment().get_template(template).module, macro)(*values))


def element(macro: str, *values: object) -> str:
    """Render one of the elements that pages share."""
    return render("elements.html", macro, *values)


def escape_markdown(text: str) -> str:
    """Escape text for Streamlit elements that show Markdown."""
    return _MARKDOWN.sub(r"\\\1", on_a_page(text))


@cache
def _environment() -> Environment:
    """Jinja, loaded when something is first rendered; each template is compiled once."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=FunctionLoader(_source),
        finalize=_shown,
    )
    environment.tests["web_address"] = _is_web_address
    environment.filters["shown"] = _shown_attributes
    # CSS would not understand JSON's escapes of letters.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    return environment


def _shown(value: object) -> object:
    """A value as a template shows it; what is HTML already has been through here."""
    return on_a_page(value) if type(value) is str else value


def _shown_attributes(attributes: Mapping[str, object]) -> dict[str, object]:
    """The attributes of an element as a template shows them."""
    return {name: _shown(value) for name, value in attributes.items()}


def _source(template: str) -> str:
    """A template without its line ends (step 3)."""
    return _LINE_END.sub("", (FOLDER / template).read_text("utf-8"))


def _is_web_address(address: str) -> bool:
    """Whether a link may lead there; a catalogue can name any scheme."""
    return address.startswith(("https://", "http://"))
