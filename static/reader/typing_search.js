// Results while typing. The answer is the page that the form would lead to; whenever that fails, the
// form is still there. No key leads to the box: a single one would have to be switchable (WCAG 2.1.4).
{
  const results = document.getElementById("page-results");
  const form = document.querySelector("main form[role=search]");
  const box = form?.elements.namedItem("q");
  const PAUSE = 200; // milliseconds without a key before the server is asked

  function addressOf() {
    const fields = new URLSearchParams(new FormData(form));
    if (!fields.get("q").trim()) fields.delete("q");
    return `${form.action.split("?")[0]}?${fields}`.replace(/\?$/, "");
  }

  let shown;
  let timer;
  let request;

  async function ask() {
    const address = addressOf();
    if (address === shown) return;
    shown = address;
    request?.abort();
    const own = (request = new AbortController());
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { signal: own.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("page-results");
      // Whoever has gone on to the results keeps those that are there.
      if (fresh && !results.contains(document.activeElement)) {
        // What the reader has unfolded stays so.
        if (results.querySelector("details[open]")) {
          fresh.querySelector("details")?.setAttribute("open", "");
        }
        results.replaceChildren(...fresh.childNodes);
        document.title = page.title;
        history.replaceState(history.state, "", answer.url);
        announce(results.querySelector("[data-announce]")?.textContent.trim() ?? "");
      }
    } catch {
      if (own === request) shown = undefined; // to be asked for again
    }
    if (own === request) results.removeAttribute("aria-busy");
  }

  function askSoon(event) {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  if (results && box) {
    shown = addressOf();
    box.addEventListener("input", askSoon);
    // An input method's last input counts as composing.
    box.addEventListener("compositionend", askSoon);
  }
}
