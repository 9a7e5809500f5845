// What Streamlit says of a file that was chosen, in the page's language: its size, and why it is refused.
//
// 1. Streamlit's words are kept with the text that had them, so that the switch of languages finds them.
// 2. A size ("29.0B") is written as the language writes numbers and units.
// 3. An error has a word before it, and is one of a few; one that is not known stays as it is.

const CHIP = "[data-testid='stFileChip']";
const WHY = `${CHIP} > [role='alert'], [data-testid='stTooltipErrorContent']`;
const NAME = "[data-testid='stFileChipName']";
const UNITS = { B: "byte", KB: "kilobyte", MB: "megabyte", GB: "gigabyte" };
const SIZE = /^([\d.]+)([KMG]?B)$/;
const PREFIX = "Error: ";
const TOO_LARGE = /File must be ([\d.]+[KMG]?B) or smaller\.$/;
const NOT_TAKEN = / files are not allowed\.$/;
const REFUSED = /status code \d+$/;
const original = new WeakMap();

export function translateUploads(language, messages) {
  for (const chip of document.querySelectorAll(CHIP)) {
    const name = chip.querySelector(NAME);
    const texts = [...(name?.nextElementSibling?.childNodes ?? [])];
    for (const text of texts) rewrite(text, (said) => size(said, language));
    const label = `${name?.title}, ${texts.map((text) => text.nodeValue).join("")}`;
    if (texts.length && chip.getAttribute("aria-label") !== label) chip.setAttribute("aria-label", label);
  }
  for (const why of document.querySelectorAll(WHY)) {
    for (const text of why.childNodes) rewrite(text, (said) => reason(said, language, messages));
  }
}

function rewrite(text, inLanguage) {
  if (text.nodeType !== Node.TEXT_NODE) return;
  const said = original.get(text) ?? text.nodeValue;
  original.set(text, said);
  const wanted = inLanguage(said);
  if (text.nodeValue !== wanted) text.nodeValue = wanted;
}

function size(said, language) {
  const [, number, unit] = SIZE.exec(said) ?? [];
  if (!unit) return said;
  const unitDisplay = unit === "B" ? "long" : "short";
  const style = { style: "unit", unit: UNITS[unit], unitDisplay, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(language, style).format(Number(number));
}

function reason(said, language, messages) {
  if (said === PREFIX) return messages.error;
  if (NOT_TAKEN.test(said)) return messages.not_taken;
  if (REFUSED.test(said)) return messages.refused;
  const [, most] = TOO_LARGE.exec(said) ?? [];
  return most ? messages.too_large.replace("{words}", size(most, language)) : said;
}
