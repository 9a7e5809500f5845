"""How long the app takes in a browser: until a page can be used, and until an answer is shown.

    python -m benchmarks.browser [--questions 30]

1. The app is served from the index that the settings name, with its encoder; one question warms it.
2. For each question a new tab opens the first page. It can be used when the question box is drawn
   and has the focus; the question is typed at once, and must then stand in the box.
3. Once the page is at rest, Enter asks. An answer is shown when the frame with the first marked
   sentence or fact is drawn or, where the texts answer nothing, with that verdict; it is whole when
   Streamlit says that it has finished.
4. The server's part is the time from the message with the question to the last one of the answer;
   the rest is the browser's.
All times are taken by the page's own clock, in milliseconds. Something is drawn when the frame
after the one that it came with begins.
"""

import sys
from itertools import cycle, islice
from typing import Annotated

import typer
from playwright.sync_api import BrowserContext, sync_playwright

from benchmarks.figures import Browser
from benchmarks.options import RESULTS, Results
from benchmarks.record import spread, write_record
from cmp_search.errors import CmpSearchError
from cmp_search.index.engines import open_index
from cmp_search.locales import interfaces, messages_for
from cmp_search.settings import Settings
from tests.browser.driving import launched, serving

WATCH = """
window.times = {};
const drawn = (name) => {
  if (name in times) return;
  times[name] = null;
  requestAnimationFrame(() => requestAnimationFrame(() => { times[name] = performance.now(); }));
};
const answers = () => document.querySelectorAll(
  ".answer :is(mark, .facts strong, .verdict.not_found)",
);
const look = () => {
  if (document.activeElement?.matches(".st-key-q textarea:enabled")) drawn("usable");
  // What is folded is not shown.
  if (!times.entered || ![...answers()].some((one) => one.checkVisibility())) return;
  drawn("shown");
  if (document.querySelector("[data-test-script-state=notRunning]")) drawn("whole");
};
const changes = { attributeFilter: ["data-test-script-state"], childList: true, subtree: true };
new MutationObserver(look).observe(document, changes);
addEventListener("focusin", look);
// Our script tells Streamlit of Enter by a key of its own, which is not trusted.
addEventListener("keydown", ({ key, isTrusted }) => {
  if (key === "Enter" && isTrusted) times.entered = performance.now();
}, true);
const Plain = WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", () => { times.received = performance.now(); });
  }
  send(data) {
    if (times.entered) times.sent ??= performance.now();
    super.send(data);
  }
};
"""


def main(results: Results = RESULTS, questions: Annotated[int, typer.Option(min=3)] = 30) -> None:
    """Measure, print and write the results."""
    try:
        open_index(Settings().index).close()
    except CmpSearchError as error:
        sys.exit(str(error))
    with serving({}) as address, sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        context = browser.new_context(locale="en")
        context.set_default_timeout(120_000)
        context.add_init_script(WATCH)
        asked = [
            question
            for code in interfaces()
            for question in messages_for(code).lines("ask.examples")
        ]
        measure(context, address, asked[0])
        taken = [measure(context, address, text) for text in islice(cycle(asked), questions)]
        version = browser.version
        browser.close()
    figures = Browser(
        browser=f"Chromium {version}",
        usable_ms=spread([times["usable"] for times in taken]),
        shown_ms=spread([times["shown"] - times["entered"] for times in taken]),
        whole_ms=spread([times["whole"] - times["entered"] for times in taken]),
        server_ms=spread([times["received"] - times["sent"] for times in taken]),
    )
    write_record(results, "browser", questions, figures)
    print(
        f"usable after {figures.usable_ms.median:.0f} ms; an answer shown after "
        f"{figures.shown_ms.median:.0f} ms, whole after {figures.whole_ms.median:.0f} ms, "
        f"{figures.server_ms.median:.0f} of them the server's"
    )


def measure(context: BrowserContext, address: str, question: str) -> dict[str, float]:
    """Open the first page in a new tab and ask (steps 2 to 4)."""
    with context.new_page() as page:
        page.goto(address)
        page.wait_for_function("() => times.usable")
        page.keyboard.type(question)
        page.locator("[data-test-script-state=notRunning]").wait_for()
        page.wait_for_function("(typed) => document.activeElement.value === typed", arg=question)
        page.keyboard.press("Enter")
        page.wait_for_function("() => times.whole")
        page.wait_for_timeout(200)
        times: dict[str, float] = page.evaluate("times")
    return times


if __name__ == "__main__":
    typer.run(main)
