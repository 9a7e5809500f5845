"""The elements of a web page that its readers do not see, or that are struck out.

1. Scripts, styles and what a browser shows in place of pictures, frames and players have no words
   that are seen.
2. An element is hidden by its attributes, by a class that means it in common templates, or by its
   style. A class that shows the element on wide screens takes that back.
3. `aria-hidden` hides from screen readers only; it means unseen on dialogs and closed menus.
4. A hidden element that a control of the page opens is its text: the panel of a tab, or of an
   accordion. So is one that follows a button. One in another language than the page's is not: the
   control chooses the language then.
5. `del`, `s` and `strike` are struck out, and so is what a style strikes through.
6. The marks of notes and the links back from notes, and links to the top of the page, belong to
   the page and not to its text.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cmp_search.documents.document import Omission
from cmp_search.readers.html.styles import Style, Styles

WORDLESS = frozenset("script style head title template meta link base datalist img".split())
_UNSEEN = frozenset(
    "noscript iframe object embed canvas video audio map desc metadata defs annotation rp".split()
)
"""Elements whose words are shown only where scripts, frames or players are not."""
_CONTROLS = frozenset(["select", "input", "textarea", "option"])
_HIDDEN = frozenset(
    """wb-inv wb-invisible hidden invisible hide d-none sr-only visually-hidden visuallyhidden
    screen-reader-text element-invisible offscreen katex-mathml""".split()
)
_OF_THE_PAGE = frozenset("pagedetails datemod fn-lnk fn-rtn footnote-back mw-editsection".split())
_SHOWN_WIDE = re.compile(r"(?:sm|md|lg|xl|2xl):\S+|d-(?:sm|md|lg|xl|xxl)-(?!none)\w+")
_IDS_OF_THE_PAGE = frozenset(["wb-dtmd", "gcwu-date-mod"])
_ROLES_OF_THE_PAGE = frozenset(["doc-noteref", "doc-backlink"])
_CLOSED = frozenset(
    ["modal", "dialog", "popup", "popover", "tooltip", "menu", "dropdown-menu", "offcanvas"]
)
_STRUCK = frozenset(["del", "s", "strike"])
_TO_TOP = frozenset(["#top", "#wb-cont", "#wb-main", "#content"])
_UPWARDS = re.compile(
    r"(?:(?:back to |return to )?(?:the )?top(?: of (?:the )?page)?|back|up"
    r"|(?:retour |revenir )?(?:au |en )?haut(?: de (?:la )?page)?"
    r"|(?:volver|ir|subir)?(?: al?| hacia)? ?(?:arriba|inicio|principio)?(?: de la página)?)\W*",
    re.I,
)
"""Words of a link to the top of the page, or none; others may be any control's."""
_ARROW = re.compile(r"[↩↵⏎↑⇧↖^¶#🔗\u200b\ufe0e\ufe0f]{1,3}")
_FAR_AWAY = re.compile(r"-\d{3,}(?:px|em|rem|pt)?|-100%")
_CONTROLLING = ("aria-controls", "data-target", "data-bs-target")
_NOTHING = re.compile(r"0(?:\.0*)?(?:px|pt|em|%)?")


class Unseen:
    """Tells which elements of a page are not part of its text, and why."""

    def __init__(self, tree: LexborHTMLParser, styles: Styles) -> None:
        """Note which elements the controls of the page open (step 4)."""
        self._styles = styles
        self._language = (tree.root.attributes.get("lang") or "") if tree.root else ""
        self._opened = {
            (node.attributes.get(name) or "").lstrip("#")
            for name in _CONTROLLING
            for node in tree.css(f"[{name}]")
        }
        self._opened |= {
            (node.attributes.get("href") or "").lstrip("#")
            for node in tree.css("a[data-toggle], a[data-bs-toggle], a[role=tab]")
        }

    def reason(self, node: LexborNode, tag: str) -> Omission | None:
        """Why an element is not part of the text; None if it is, or may be."""
        attributes = node.attributes
        if tag in _UNSEEN:
            return Omission.HIDDEN
        if tag in _STRUCK:
            return Omission.STRUCK
        if tag in _CONTROLS or _is_of_the_page(tag, attributes) or _leads_back(node, tag):
            return Omission.BOILERPLATE
        reason = self._by_attributes(node, tag, attributes)
        return None if reason and self._is_opened(node, attributes) else reason

    def _by_attributes(
        self, node: LexborNode, tag: str, attributes: dict[str, str | None]
    ) -> Omission | None:
        """Steps 2, 3 and 5."""
        classes = frozenset((attributes.get("class") or "").lower().split())
        if classes & _HIDDEN and not any(map(_SHOWN_WIDE.fullmatch, classes)):
            return Omission.HIDDEN
        closed = tag == "dialog" and "open" not in attributes
        role = attributes.get("role") or ""
        if closed or (attributes.get("aria-hidden") == "true" and {role, *classes} & _CLOSED):
            return Omission.HIDDEN
        style = self._styles.of(node, attributes.get("style"))
        closed = "hidden" in attributes and attributes["hidden"] != "until-found"
        if closed and style.get("display", "none") == "none":
            return Omission.HIDDEN
        return _by_style(style) if style else None

    def _is_opened(self, node: LexborNode, attributes: dict[str, str | None]) -> bool:
        """Step 4: whether a control of the page opens a hidden element."""
        language = attributes.get("lang") or ""
        if language[:2].lower() != self._language[:2].lower() and language:
            return False
        identity = attributes.get("id")
        if attributes.get("role") == "tabpanel" or (identity and identity in self._opened):
            return True
        before = node.prev
        while (
            before is not None and before.tag == "-text" and not (before.text_content or "").strip()
        ):
            before = before.prev
        return before is not None and _is_button(before)


def _is_of_the_page(tag: str, attributes: dict[str, str | None]) -> bool:
    """Step 6."""
    if tag == "a" and attributes.get("href") in _TO_TOP:
        return True
    classes = (attributes.get("class") or "").lower().split()
    return (
        not _OF_THE_PAGE.isdisjoint(classes)
        or attributes.get("id") in _IDS_OF_THE_PAGE
        or attributes.get("role") in _ROLES_OF_THE_PAGE
    )


def _leads_back(node: LexborNode, tag: str) -> bool:
    """Step 6: whether an element is a link into the page that is only an arrow, or leads up."""
    target = (node.attributes.get("href") or "") if tag == "a" else ""
    words = node.text(strip=True) if target.startswith("#") else ""
    return is_arrow(words) or (target == "#" and bool(_UPWARDS.fullmatch(words)))


def is_arrow(words: str) -> bool:
    """Whether the words of a link into the page are only a sign, such as an arrow up."""
    return bool(_ARROW.fullmatch(words))


def _by_style(style: Style) -> Omission | None:
    """Steps 2 and 5: whether a style hides an element or strikes it through."""
    if (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("mso-hide") == "all"
        or any(_NOTHING.fullmatch(style.get(name, "")) for name in ("opacity", "font-size"))
        or (_FAR_AWAY.fullmatch(style.get("left", "")) and "position" in style)
        or (_FAR_AWAY.fullmatch(style.get("top", "")) and "position" in style)
        or _FAR_AWAY.fullmatch(style.get("text-indent", ""))
    ):
        return Omission.HIDDEN
    decoration = style.get("text-decoration", "") + style.get("text-decoration-line", "")
    return Omission.STRUCK if "line-through" in decoration else None


def _is_button(node: LexborNode) -> bool:
    """Whether an element is a button, a heading with one or used as one, or holds nothing else."""
    if (node.tag or "")[:1] == "h" and node.attributes.get("onclick"):
        return True
    is_one = node.tag == "button" or node.attributes.get("role") == "button"
    button = node if is_one else node.css_first("button, [role=button]")
    if button is None:
        return False
    return (node.tag or "")[:1] == "h" or node.text(strip=True) == button.text(strip=True)


def all_words(node: LexborNode) -> str:
    """The words of an element that is left out, line by line; scripts and the like have none."""
    if not node.css_first("script, style"):
        return node.text(separator="\n", strip=True)
    texts = (n for n in node.traverse(include_text=True) if n.tag == "-text")
    seen = (text for text in texts if text.parent is None or text.parent.tag not in WORDLESS)
    return "\n".join(filter(str.strip, (text.text_content or "" for text in seen)))
