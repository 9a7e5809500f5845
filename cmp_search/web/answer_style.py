"""How an answer looks. Colours are mixed from that of the text, so they hold on light and dark."""

ANSWER_STYLE = """<style>
.verdict { --level: #1e7a3c; display: flex; gap: .9rem; padding: .9rem 1rem; margin-block: .3rem;
  border: 1px solid var(--level); border-inline-start-width: .5rem; border-radius: .4rem;
  background: color-mix(in srgb, var(--level) 8%, transparent); }
.verdict.related { --level: #a86a00; }
.verdict.not_found { --level: #c0392b; }
.verdict .sign { flex: none; width: 2rem; height: 2rem; border-radius: 50%; text-align: center;
  font-weight: 700; line-height: 2rem; color: #fff; background: var(--level); }
.verdict.related .sign { background: #8a5700; }
.verdict h2 { font-size: 1.25rem; padding: 0; margin: 0; line-height: 1.6; }
.verdict p { margin: 0; }
.verdict ul { margin-block: .4rem 0; }
.verdict .said, .hits .said, .map .said { color: inherit; opacity: .85; }
.answer summary { cursor: pointer; padding-block: .3rem; width: fit-content; }
.answer h2.count { font-size: 1.25rem; padding: 0; margin-block: 1rem .2rem; }
.answer .group > h3 { font-size: 1.15rem; padding: 0; margin-block: 1.4rem .4rem; }
.answer ol.hits { list-style: none; margin: 0; padding: 0; }
.answer ol.hits > li { margin: .8rem 0; padding: .9rem 1rem; border-radius: .4rem;
  border: 1px solid color-mix(in srgb, currentColor 22%, transparent); }
.answer .path { font-size: 1rem; font-weight: 600; line-height: 1.4; padding: 0;
  margin: 0 0 .5rem; overflow-wrap: anywhere; }
.answer .citation { margin: .7rem 0 .4rem; padding: .4rem .7rem; font-size: .9rem;
  overflow-wrap: anywhere; border-inline-start: 3px solid currentColor;
  background: color-mix(in srgb, currentColor 6%, transparent); }
.answer .acts { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin: 0; }
.answer button { font: inherit; font-size: .875rem; color: inherit; cursor: pointer;
  padding: .25rem .7rem; border-radius: .4rem; background: transparent;
  border: 1px solid color-mix(in srgb, currentColor 55%, transparent); }
.answer button:hover { background: color-mix(in srgb, currentColor 10%, transparent); }
.answer :is(a, button, summary):focus-visible { outline: 3px solid currentColor;
  outline-offset: 2px; }
.map h2 { font-size: 1.25rem; padding: 0; margin-block: 1rem .2rem; }
.map h3 { font-size: .95rem; padding: 0; margin-block: .8rem .2rem; }
.map .strip { display: flex; align-items: flex-end; gap: 1px; height: 3.2rem; margin: 0;
  padding: 4px; list-style: none; overflow-x: auto; }
.map .strip li { flex: 0 1 0; min-width: 0; height: .5rem; margin: 0; padding: 0;
  background: color-mix(in srgb, currentColor 25%, transparent); }
.map .strip li.hit { min-width: 1.6rem; height: calc(45% + 55% * var(--high)); background: none; }
.map .strip li.hit a { display: flex; align-items: flex-end; justify-content: center; height: 100%;
  font-weight: 700; font-size: .9rem; color: #fff; text-decoration: none;
  background: color-mix(in srgb, #123f5c calc(100% * var(--high)), #4a7a99);
  border: 1px solid currentColor; border-radius: 3px 3px 0 0; }
.map .rates td { overflow-wrap: break-word; }
@media (forced-colors: active) { .map .strip li { border: 1px solid; } }
</style>"""
