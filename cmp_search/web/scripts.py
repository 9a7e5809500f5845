"""The fixed script of pages with links in HTML: following them within the app, and copying.

1. A click on a link of the class `within` puts its address into the browser's history and tells
   Streamlit of it, as going back does, so that the session is kept. Without the script, or in a new
   tab, the link loads the app with that address.
2. A click on a button that copies takes the words of its hit, and says beside it that they are
   copied; where the browser forbids that, the citation is selected instead.
3. Both are listened for once, at the whole document, whatever is drawn later.
"""

SCRIPT = """<script>
if (!window.cmpSearchListens) {
  window.cmpSearchListens = true;
  const follow = (event, link) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
  };
  const copy = async (button) => {
    const hit = button.closest("article");
    const citation = hit.querySelector(".citation");
    const passage = hit.querySelector(".passage").textContent;
    const both = button.dataset.copies === "both";
    const words = both ? passage + "\\n\\u2014 " + citation.textContent : citation.textContent;
    const said = hit.querySelector(".copied");
    try {
      await navigator.clipboard.writeText(words);
      said.textContent = button.dataset.done;
    } catch {
      getSelection().selectAllChildren(citation);
      said.textContent = button.dataset.failed;
    }
    setTimeout(() => { said.textContent = ""; }, 4000);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.within");
    const button = event.target.closest("button[data-copies]");
    if (link) follow(event, link);
    if (button) copy(button);
  });
}
</script>"""
