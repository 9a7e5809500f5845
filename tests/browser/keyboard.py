"""Keys pressed as people do who have no mouse; whatever gets the focus must show it."""

from playwright.sync_api import Page

MOST_STEPS = 80
FOCUS = """() => {
  const at = document.activeElement;
  const drawn = (e) => {
    const style = getComputedStyle(e);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== 'none';
  };
  const box = (at.closest('label') ?? at).getBoundingClientRect();
  const over = document.elementFromPoint(
    Math.max(box.left, 0) + Math.min(box.width, innerWidth) / 2,
    Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
  const holder = at.closest('label') ?? at;
  return {
    lost: at === document.body,
    drawn: drawn(at) || drawn(holder),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && (holder.contains(over) || over?.contains(holder)),
    what: at.outerHTML.slice(0, 200),
  };
}"""


def press(page: Page, key: str) -> None:
    """Press a key; whatever gets the focus must show it."""
    page.keyboard.press(key)
    # What is drawn anew at this moment gets the focus back when it is there.
    page.wait_for_function("document.activeElement !== document.body")
    focus = page.evaluate(FOCUS)
    assert not focus["lost"], f"{key} lost the focus"
    assert focus["drawn"] and focus["seen"], (
        f"{key}: the focus is not to be seen on {focus['what']}"
    )


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(MOST_STEPS):
        press(page, "Tab")
        focused = page.locator("*:focus").and_(page.get_by_role(role, name=name))  # type: ignore[arg-type]
        if focused.count():
            return
    raise AssertionError(f"no {role} “{name}” within {MOST_STEPS} steps")
