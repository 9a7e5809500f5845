// Finding words in the text that Read shows, without asking the server.
//
// 1. The words of the text are joined block by block, folded: without accents, in lower case, and each
//    blank as a space. Names of pages are left out. Every folded character knows where it comes from.
// 2. Each place of the words in the box is highlighted, which leaves the elements as they are, and the
//    first comes into view.
// 3. Enter and the buttons go from place to place and round again, with Shift and Enter backwards.

const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6";
const folded = new WeakMap();
let places = [];
let at = 0;

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-finds]")) find(target);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("[data-finds]")) return;
  event.preventDefault();
  step(event.target, event.shiftKey ? -1 : 1);
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-find-step]");
  if (button) step(button.parentElement.querySelector("[data-finds]"), Number(button.dataset.findStep));
});

function find(box) {
  const text = document.querySelector(".text");
  const words = fold(box.value.trim().replace(/\s+/g, " "));
  places = text && words ? placesOf(words, foldedText(text)) : [];
  at = 0;
  show(box);
}

function step(box, by) {
  // What was drawn anew since is searched anew.
  if (!places.length || !places[0].startContainer.isConnected) {
    find(box);
    return;
  }
  at = (at + by + places.length) % places.length;
  show(box);
}

function show(box) {
  const { of: counted, none } = box.dataset;
  const status = box.parentElement.querySelector("[role='status']");
  const here = places[at];
  if (here) status.textContent = counted.replace("{n}", at + 1).replace("{of}", places.length);
  else status.textContent = box.value.trim() ? none : "";
  CSS.highlights?.set("found", new Highlight(...places));
  CSS.highlights?.set("found-here", new Highlight(...(here ? [here] : [])));
  if (!here) return;
  const { top, bottom } = here.getBoundingClientRect();
  const view = document.querySelector(".stMain");
  // The bar with the box stays at the top of the view.
  const start = view.getBoundingClientRect().top + box.closest(".st-key-way").offsetHeight;
  if (top < start || bottom > innerHeight) view.scrollBy(0, top - (start + innerHeight) / 2);
}

function placesOf(words, { letters, sources }) {
  const found = [];
  const joined = letters.join("");
  for (let i = joined.indexOf(words); i >= 0; i = joined.indexOf(words, i + words.length)) {
    const range = document.createRange();
    const last = sources[i + words.length - 1];
    range.setStart(...sources[i]);
    range.setEnd(last[0], last[1] + 1);
    found.push(range);
  }
  return found;
}

function foldedText(text) {
  if (folded.has(text.firstChild)) return folded.get(text.firstChild);
  const letters = [];
  const sources = [];
  const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let block = null;
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    if (node.parentElement.closest(".turn, .pdf-pages")) continue;
    const own = node.parentElement.closest(BLOCKS);
    if (own !== block) {
      letters.push("\n");
      sources.push([node, 0]);
      block = own;
    }
    [...node.data].reduce((offset, character) => {
      const isBlank = /\s/.test(character);
      if (isBlank && letters.at(-1) === " ") return offset + 1;
      // By units, as a text is indexed: some characters are two.
      for (const letter of isBlank ? [" "] : fold(character).split("")) {
        letters.push(letter);
        sources.push([node, offset]);
      }
      return offset + character.length;
    }, 0);
  }
  const result = { letters, sources };
  if (text.firstChild) folded.set(text.firstChild, result);
  return result;
}

function fold(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
