// What a page needs of the browser and Streamlit does not do. Pages ask for it by what they draw.
//
// 1. The language of the page follows the switch: the app leaves an element with `data-page-language`.
// 2. Streamlit's own words (labels of its buttons, for screen readers most of them) are English; those of
//    the page's language take their place. What the app itself shows is never touched.
// 3. Where the app leaves an element with `data-go-to`, the place of that id is brought into view and
//    gets the focus, once.
// 4. The focus is never lost: where what had it goes away, what took its place gets it, else the
//    heading of the page.
// 5. A click on a link of the class `within` puts its address into the browser's history and tells
//    Streamlit of it, as going back does, so that the session is kept. In a new tab, the link loads the
//    app with that address.
// 6. A click on a button that copies takes the words of its hit, and says beside it that they are copied;
//    where the browser forbids that, the citation is selected instead.

const LABELS = ["aria-label", "placeholder"];
const LABELLED = LABELS.map((name) => `[${name}]`).join();
const LABEL_TEXTS = "[data-testid='stSkipToContent'], [data-empty] > [role='option'] > span";
const MESSAGES = JSON.parse(document.getElementById("words").textContent);
const DRAWING_MS = 200;
const COPIED_MS = 4000;

const followed = new WeakSet();
let lastFocused = null;
let lastFocusedKey = "";

document.addEventListener("focusin", ({ target }) => {
  lastFocused = target;
  lastFocusedKey = keyOf(target);
});

// The user may put the focus nowhere; then there is nothing to give back.
document.addEventListener("focusout", ({ target }) => {
  setTimeout(() => {
    if (lastFocused === target && target.isConnected && document.activeElement === document.body) {
      lastFocused = null;
    }
  });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.within");
  const button = event.target.closest("button[data-copies]");
  if (link) goWithin(event, link);
  if (button) copy(button);
});

new MutationObserver(follow).observe(document.body, {
  attributeFilter: ["data-page-language", ...LABELS],
  childList: true,
  subtree: true,
});
translate(document.body);

function follow(changes) {
  const { pageLanguage } = document.querySelector("[data-page-language]")?.dataset ?? {};
  const { documentElement: page } = document;
  if (pageLanguage && page.lang !== pageLanguage) {
    page.lang = pageLanguage;
    translate(document.body);
  } else {
    for (const { type, target, addedNodes } of changes) {
      for (const node of type === "attributes" ? [target] : addedNodes) {
        if (node instanceof Element) translate(node);
      }
    }
  }
  if (!goTo()) keepFocus();
}

function translate(root) {
  for (const element of [root, ...root.querySelectorAll(`${LABELLED}, ${LABEL_TEXTS}`)]) {
    if (element.closest(".stHtml, .stMarkdown")) continue;
    for (const name of LABELS) {
      const label = element.getAttribute(name);
      const wanted = label && inLanguage(label);
      if (wanted && wanted !== label) element.setAttribute(name, wanted);
    }
    if (element.matches(LABEL_TEXTS)) {
      const wanted = inLanguage(element.textContent);
      if (wanted && wanted !== element.textContent) element.firstChild.nodeValue = wanted;
    }
  }
}

// Words of Streamlit's, in whichever language they stand now, in that of the page.
function inLanguage(label) {
  const wanted = MESSAGES[document.documentElement.lang];
  for (const known of Object.values(MESSAGES)) {
    for (const [key, pattern] of Object.entries(known)) {
      if (pattern === label) return wanted[key];
      const [before, after] = pattern.split("{words}");
      if (after !== undefined && label.startsWith(before) && label.endsWith(after)) {
        return wanted[key].replace("{words}", label.slice(before.length, label.length - after.length));
      }
    }
  }
}

function goTo() {
  const sign = document.querySelector("[data-go-to]");
  if (!sign || followed.has(sign) || !document.getElementById(sign.dataset.goTo)) return false;
  followed.add(sign);
  // Elements above are still being rendered and may be rendered again.
  setTimeout(() => {
    const target = document.getElementById(sign.dataset.goTo);
    target?.scrollIntoView();
    if (target) focus(target);
  }, DRAWING_MS);
  return true;
}

function keepFocus() {
  if (!lastFocused || lastFocused.isConnected || document.activeElement !== document.body) return;
  const again = lastFocusedKey
    ? document.querySelector(`.${CSS.escape(lastFocusedKey)}`)
    : null;
  const within = again?.querySelector("input:checked, input, textarea, button, [tabindex='0']");
  const target = within ?? document.querySelector("h1");
  if (target) focus(target);
}

function focus(target) {
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

// Streamlit gives what holds a widget a class with the widget's key.
function keyOf(element) {
  const holder = element.closest?.("[class*='st-key-']");
  return [...(holder?.classList ?? [])].find((name) => name.startsWith("st-key-")) ?? "";
}

function goWithin(event, link) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate"));
}

async function copy(button) {
  const hit = button.closest("article");
  const citation = hit.querySelector(".citation");
  const passage = hit.querySelector(".passage").textContent;
  const both = button.dataset.copies === "both";
  const status = hit.querySelector(".copied");
  try {
    await navigator.clipboard.writeText(
      both ? `${passage}\n\u2014 ${citation.textContent}` : citation.textContent,
    );
    status.textContent = button.dataset.done;
  } catch {
    getSelection().selectAllChildren(citation);
    status.textContent = button.dataset.failed;
  }
  setTimeout(() => {
    status.textContent = "";
  }, COPIED_MS);
}
