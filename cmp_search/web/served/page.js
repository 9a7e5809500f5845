// What a page needs of the browser and Streamlit does not do. Pages ask for it by what they draw.
//
// 1. The language of the page follows the switch: the app leaves an element with `data-page-language`.
// 2. Streamlit's own words (labels of its buttons, for screen readers most of them) are English; those of
//    the page's language take their place. What the app itself shows is never touched. The script
//    upload.js does the same for files that were chosen.
// 3. Where the app leaves an element with `data-go-to`, the place of that id is brought into view and
//    gets the focus, once.
// 4. The focus is never lost: where what had it goes away, what took its place gets it, else what had it
//    before on this page, else the heading of the page; a button that is disabled while it works gets it
//    back. Nor is the focus under what is fixed to the window: the page is scrolled.
// 5. A click on a link of the class `within` puts its address into the browser's history and tells
//    Streamlit of it, as going back does, so that the session is kept. In a new tab, the link loads the
//    app with that address.
// 6. A click on a button that copies takes the words and the citation of its hit, fact or quotation, by the
//    selectors that it names, with quotation marks unless they are a digest's, as rich text and plain, and
//    says beside it that they are copied; where the browser forbids that, the citation is selected instead.
// 7. A click on a button that adds to the note tells Streamlit by an address what is to be added: the
//    words that are selected in the text beside the button, else what the button names. The browser's
//    address and history stay as they are. What became of it is read to those who do not see it.
// 8. The key of the visitor's note is kept in a cookie, which is sent to this server only, and put into
//    the address of the note's page; if Streamlit did that, the page would be in the history twice. So is
//    what tells a visitor from others who has ordered a change of the texts.
// 9. What a button opens over the page comes next for the Tab key, and leads back to its button; Streamlit
//    has it at the end of the page.
// 10. What is typed into a box with `data-filters` hides the entries of the table beside it that do not
//    have all its words, in any order and without regard to accents; how many are left is announced.
// 11. Where people sign in, and a sign-in has ended, the server says so (401, or 403 where a role was
//    taken away) as Streamlit asks whether it is there: the page is loaded again, as it asks people to
//    sign in.

import "./find.js";
import { translateUploads } from "./upload.js";

const LABELS = ["aria-label", "placeholder"];
const LABELLED = LABELS.map((name) => `[${name}]`).join();
const LABEL_TEXTS = [
  "[data-testid='stSkipToContent']",
  "[data-empty] > [role='option'] > span",
  "[data-testid='stFileUploaderDropzone'] > div > span",
  "[role='dialog'] > h2",
  "[role='dialog'] > h2 + div > div",
].join();
const MESSAGES = JSON.parse(document.getElementById("words").textContent);
// What Streamlit writes where our English is not the same, by the keys of ours.
const ORIGINALS = [
  {
    lost: "Connection error",
    stopped:
      "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:",
  },
  { stopped: "Streamlit server is not responding. Are you connected to the internet?" },
];
const DRAWING_MS = 200;
const COPIED_MS = 4000;
const FIXED = ".note-sign p, .note-count a";
const CLEAR_PX = 8;
const MOST_PLACES = 8;
const ASKED = "/_stcore/health";
const TURNED_AWAY = [401, 403];

const followed = new WeakSet();
let lastFocused = null;
let hasFocused = false;
let placesBefore = [];
let addressBefore = "";
let isDisabled = false;

const heard = document.createElement("div");
heard.className = "heard";
heard.role = "status";
document.body.append(heard);

document.addEventListener("focusin", ({ target }) => {
  lastFocused = target;
  rememberPlace(placeOf(target));
  uncover(target);
});

// The user may put the focus nowhere; then there is nothing to give back.
document.addEventListener("focusout", ({ target }) => {
  setTimeout(() => {
    const isNowhere = document.activeElement === document.body;
    if (lastFocused === target && target.isConnected && !target.disabled && isNowhere) {
      lastFocused = null;
    }
  });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.within");
  const button = event.target.closest("button[data-copies]");
  if (link) goWithin(event, link);
  if (button) copy(button);
  const adder = event.target.closest("button[data-adds], button[data-adds-search]");
  if (adder) addToNote(adder);
});

// What is selected in a passage and copied is its words, without how they look here.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  const element = (node) => (node instanceof Element ? node : node?.parentElement);
  const within = element(selection.anchorNode)?.closest(".excerpt, .passage");
  if (!within || !within.contains(selection.focusNode)) return;
  const words = selection.toString();
  event.clipboardData.setData("text/plain", words);
  event.clipboardData.setData("text/html", inParagraphs(words, within.lang).innerHTML);
  event.preventDefault();
});

// A press on a button that adds must not take the selection away.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("button[data-adds]")) event.preventDefault();
});

// On paper, passages and citations are shown whole.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".answer :is(.whole, .cited, .nearest):not([open])")) {
    details.open = true;
    details.dataset.printed = "";
  }
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-printed]")) {
    details.open = false;
    delete details.dataset.printed;
  }
});

// Enter asks; with Shift it begins a new line. Streamlit takes a question with Ctrl and Enter.
document.addEventListener("keydown", (event) => {
  const asks = event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.isComposing;
  if (!asks || !event.target.matches(".st-key-q textarea, .st-key-sentence_to_trace textarea")) return;
  event.preventDefault();
  const { target } = event;
  target.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
});

document.addEventListener("keydown", (event) => {
  const opened = event.key === "Tab" && document.querySelector("[data-testid='stPopoverBody']");
  const opener = document.querySelector("[data-testid='stPopoverButton'][aria-expanded='true']");
  if (!opened || !opener) return;
  const stops = [...opened.querySelectorAll("a[href], button, input, textarea")]
    // While the focus is elsewhere, Streamlit takes what is in it out of the order.
    .filter((one) => !one.disabled && (one.tabIndex >= 0 || "tabindex" in one.dataset) && one.checkVisibility());
  const round = [opener, ...stops];
  const at = round.indexOf(document.activeElement);
  const next = at + (event.shiftKey ? -1 : 1);
  if (at < 0 || next < 0) return;
  event.preventDefault();
  focus(round[next % round.length]);
});

document.addEventListener("input", ({ target }) => {
  if (target.matches("input[data-filters]")) filter(target);
});

new MutationObserver(follow).observe(document.body, {
  attributeFilter: ["data-page-language", "disabled", ...LABELS],
  childList: true,
  subtree: true,
});
translate(document.body);

new PerformanceObserver((loaded) => {
  const isOver = ({ name, responseStatus }) => name.endsWith(ASKED) && TURNED_AWAY.includes(responseStatus);
  if (loaded.getEntries().some(isOver)) location.reload();
}).observe({ type: "resource" });

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
  translateUploads(page.lang, MESSAGES[page.lang]);
  keepKeys();
  if (!goTo() && !focusQuestion()) keepFocus();
  hear();
}

// Whoever opens Ask without a question can type at once; where there is an answer, it can be read.
function focusQuestion() {
  const box = hasFocused ? null : document.querySelector(".st-key-q textarea");
  if (!box) return false;
  hasFocused = true;
  const asks = new URLSearchParams(location.search).has("q");
  if (asks || box.value || document.activeElement !== document.body) return false;
  box.focus({ preventScroll: true });
  return true;
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
  for (const known of [...Object.values(MESSAGES), ...ORIGINALS]) {
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
    if (!target) return;
    measureBar();
    target.scrollIntoView();
    const sentence = target.closest(".text")?.querySelector("mark.sentence");
    if (sentence?.getBoundingClientRect().bottom > innerHeight) sentence.scrollIntoView();
    focus(target);
  }, DRAWING_MS);
  return true;
}

// How high the bar is that stays above the text, for what is to be in sight below it.
function measureBar() {
  const height = document.querySelector(".st-key-way")?.offsetHeight ?? 0;
  document.documentElement.style.setProperty("--bar", `${height}px`);
}

function keepFocus() {
  const wasDisabled = isDisabled;
  isDisabled = Boolean(lastFocused?.disabled);
  if (!lastFocused || document.activeElement !== document.body) return;
  if (lastFocused.isConnected) {
    if (wasDisabled && !isDisabled) focus(lastFocused);
    return;
  }
  if (addressBefore !== address()) placesBefore = placesBefore.slice(0, 1);
  const again = placesBefore.map((place) => place && document.querySelector(place)).find(Boolean);
  const target = again ?? document.querySelector("h1");
  if (target) focus(target);
}

// The places that had the focus, the last one first.
function rememberPlace(place) {
  const kept = addressBefore === address() ? placesBefore.filter((one) => one !== place) : [];
  placesBefore = [place, ...kept].slice(0, MOST_PLACES);
  addressBefore = address();
}

function address() {
  return location.pathname + location.search;
}

function focus(target) {
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

// A selector of what takes an element's place when the page is drawn anew. Streamlit gives what holds a
// widget a class with the widget's key; a button that adds names what it adds.
function placeOf(element) {
  const { adds, span } = element.dataset ?? {};
  if (adds && span !== undefined) {
    const by = element.getAttribute("aria-describedby") ?? "";
    return `[aria-describedby="${CSS.escape(by)}"][data-adds="${CSS.escape(adds)}"][data-span="${CSS.escape(span)}"]`;
  }
  const holder = element.closest?.("[class*='st-key-']");
  const key = [...(holder?.classList ?? [])].find((name) => name.startsWith("st-key-"));
  const parts = ["input:checked", "input", "textarea", "button", "[tabindex='0']"];
  return key ? `.${CSS.escape(key)} :is(${parts})` : "";
}

// Scroll what has the focus out from under what is fixed to the window.
function uncover(element) {
  const under = element.getBoundingClientRect();
  for (const fixed of document.querySelectorAll(FIXED)) {
    const over = fixed.getBoundingClientRect();
    const isCovered = under.bottom > over.top && under.top < over.bottom
      && under.right > over.left && under.left < over.right;
    const fits = under.height < over.top;
    if (isCovered && fits && !fixed.contains(element) && fixed.checkVisibility({ visibilityProperty: true })) {
      document.querySelector(".stMain")?.scrollBy({ top: under.bottom - over.top + CLEAR_PX, behavior: "instant" });
    }
  }
}

// What was just added, for screen readers: they hear only what changes in a place that was there before.
function hear() {
  const said = document.querySelector(".note-sign p");
  if (!said || followed.has(said)) return;
  followed.add(said);
  heard.textContent = said.firstChild.textContent;
  uncover(document.activeElement);
}

function goWithin(event, link) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate"));
}

async function copy(button) {
  const holder = button.closest(".statement, article");
  const { copies, cites, done, failed } = button.dataset;
  const citation = holder.querySelector(cites);
  const status = holder.querySelector(".copied");
  try {
    await (copies
      ? navigator.clipboard.write([quoted(holder.querySelector(copies), citation, button)])
      : navigator.clipboard.writeText(citation.textContent));
    say(status, done);
  } catch {
    const folded = citation.closest("details");
    if (folded) folded.open = true;
    getSelection().selectAllChildren(citation);
    say(status, failed);
  }
}

// Words in quotation marks with their citation, without the full stop of a footnote; the words go where
// `|` stands. A remark stands behind the citation.
function quoted(words, citation, { dataset: { quote, remark } }) {
  const cited = citation.cloneNode(true);
  const texts = document.createTreeWalker(cited, NodeFilter.SHOW_TEXT);
  while (texts.nextNode());
  texts.currentNode.data = texts.currentNode.data.replace(/\.\s*$/, "");
  if (remark) cited.append(`. ${remark}`);
  const text = quote.replace("|", () => words.textContent.trim());
  const plainText = `${text} (${cited.textContent})`;
  const rich = inParagraphs(text, words.closest("[lang]").lang);
  rich.lastElementChild.append(" (", ...cited.childNodes, ")");
  const blob = (type, content) => new Blob([content], { type });
  return new ClipboardItem({
    "text/plain": blob("text/plain", plainText),
    "text/html": blob("text/html", rich.innerHTML),
  });
}

// Text as paragraphs, where there are empty lines, with its line ends.
function inParagraphs(text, lang) {
  const holder = document.createElement("div");
  for (const part of text.split(/\n{2,}/)) {
    const paragraph = document.createElement("p");
    paragraph.lang = lang;
    const lines = part.split("\n").flatMap((line) => [document.createElement("br"), line]);
    paragraph.append(...lines.slice(1));
    holder.append(paragraph);
  }
  return holder;
}

function addToNote(button) {
  const { adds, span, addsSearch, document: text, hint } = button.dataset;
  const wish = new URLSearchParams({ once: crypto.getRandomValues(new Uint32Array(2)).join("-") });
  const selected = addsSearch === undefined && span !== "" && selectionNear(button, text);
  if (addsSearch !== undefined) wish.set("add-search", "1");
  else if (selected) for (const [name, value] of Object.entries(selected)) wish.set(name, value);
  if (adds && !wish.has("at")) wish.set("add", adds);
  if (span && !selected) wish.set("span", span);
  if (!wish.has("add") && !wish.has("at") && !wish.has("add-search")) {
    say(button.parentElement.querySelector(".copied"), hint);
    return;
  }
  const here = location.href;
  // Streamlit would take an address with a place in the page for a step within it.
  const query = location.search ? `${location.search}&${wish}` : `?${wish}`;
  history.replaceState(history.state, "", `${location.pathname}${query}`);
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  history.replaceState(history.state, "", here);
}

// The words selected in the passage of a hit, or in a whole text, with the block they begin in.
function selectionNear(button, text) {
  const selection = getSelection();
  const words = selection.toString().trim();
  if (!words || !selection.rangeCount) return null;
  const { startContainer } = selection.getRangeAt(0);
  const start = startContainer.nodeType === Node.TEXT_NODE ? startContainer.parentElement : startContainer;
  if (text === undefined) {
    return start.closest(".passage, .excerpt")?.closest("article") === button.closest("article") ? { words } : null;
  }
  const block = start.closest("[data-at]");
  return block ? { words, at: block.dataset.at } : null;
}

function keepCookie(name, value) {
  if (value && !document.cookie.includes(`${name}=${value}`)) {
    document.cookie = `${name}=${value}; Path=/; SameSite=Strict; Max-Age=31536000`;
  }
}

function keepKeys() {
  const key = document.querySelector("[data-note]")?.dataset.note;
  keepCookie("cmp-search-note", key);
  keepCookie("cmp-search-visitor", document.querySelector("[data-visitor]")?.dataset.visitor);
  const query = new URLSearchParams(location.search);
  if (key && location.pathname.endsWith("/note") && !query.has("note")) {
    query.set("note", key);
    history.replaceState(history.state, "", `${location.pathname}?${query}${location.hash}`);
  }
}

function say(status, words) {
  status.textContent = words;
  setTimeout(() => {
    status.textContent = "";
  }, COPIED_MS);
}

function filter(box) {
  const holder = box.closest(".filtered");
  const list = holder.querySelector("details");
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  const entries = [...list.querySelectorAll("tbody")];
  for (const entry of entries) {
    const text = plain([...entry.rows[0].cells].slice(0, 2).map((cell) => cell.textContent).join(" "));
    entry.hidden = !words.every((word) => text.includes(word));
  }
  const left = entries.filter((entry) => !entry.hidden).length;
  list.open = words.length > 0;
  list.hidden = !left;
  holder.querySelector("[role='status']").textContent = words.length
    ? box.dataset.filters.replace("{n}", left).replace("{total}", entries.length)
    : "";
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
