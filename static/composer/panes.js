/**
 * The text and its preview: side by side where there is room, one behind the other's tab where
 * there is not.
 */

const NARROW_WINDOW = "(max-width: 1023.98px)";
const NARROWEST_PAIR = 700; // pixels that both need together
const REMEMBERED = "composer.preview";

/** Lay out the panes; `composer.panes` then shows and hides the preview. */
export function attachPanes(composer) {
  const { element, write, preview } = composer;
  const tabs = makeTabs(composer);
  const query = window.matchMedia(NARROW_WINDOW);
  let isSplit = remembered() !== "hidden";
  let isTurned = false; // the preview's tab is chosen

  const isNarrow = () => query.matches || element.clientWidth < NARROWEST_PAIR;
  const isPreviewShown = () => (isNarrow() ? isTurned : isSplit);

  const lay = () => {
    const narrow = isNarrow();
    const shown = narrow ? (isTurned ? "preview" : "write") : isSplit ? "split" : "write";
    if (element.dataset.view === shown && element.dataset.layout === (narrow ? "narrow" : "wide")) {
      return;
    }
    element.dataset.layout = narrow ? "narrow" : "wide";
    element.dataset.view = shown;
    write.hidden = shown === "preview";
    preview.hidden = shown === "write";
    tabs.lay(narrow, shown);
    element.dispatchEvent(new CustomEvent("composer:view", { detail: { view: shown } }));
  };

  composer.panes = {
    isPreviewShown,
    /** Whether both can be seen, so that one may scroll with the other. */
    isSplit: () => element.dataset.view === "split",
    toggle() {
      if (isNarrow()) isTurned = !isTurned;
      else {
        isSplit = !isSplit;
        remember(isSplit ? "shown" : "hidden");
      }
      lay();
      if (!write.hidden) composer.textarea.focus({ preventScroll: true });
    },
    /** Bring the text to the front. */
    showText() {
      isTurned = false;
      lay();
    },
    showPreview() {
      isTurned = true;
      lay();
    },
  };
  query.addEventListener("change", lay);
  new ResizeObserver(lay).observe(element);
  lay();
}

function makeTabs(composer) {
  const { element, write, preview } = composer;
  const list = document.createElement("div");
  list.className = "composer-tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", composer.translate("view"));
  write.id = `${composer.textarea.id}-composer-write`;
  preview.id = `${composer.textarea.id}-composer-preview`;
  const entries = [
    { pane: write, name: "write", choose: () => composer.panes.showText() },
    { pane: preview, name: "preview", choose: () => composer.panes.showPreview() },
  ];
  for (const entry of entries) {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `${entry.pane.id}-tab`;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", entry.pane.id);
    tab.textContent = composer.translate(entry.name);
    tab.addEventListener("click", entry.choose);
    entry.tab = tab;
    list.append(tab);
  }
  list.addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    const [first, second] = entries;
    const isFirst = document.activeElement === first.tab;
    const next = event.key === "Home" ? first : event.key === "End" || isFirst ? second : first;
    next.choose();
    next.tab.focus();
  });
  element.prepend(list);
  return {
    lay(narrow, shown) {
      list.hidden = !narrow;
      for (const { pane, name, tab } of entries) {
        const isChosen = name === shown;
        tab.setAttribute("aria-selected", String(isChosen));
        tab.tabIndex = isChosen ? 0 : -1;
        if (narrow) {
          pane.setAttribute("role", "tabpanel");
          pane.setAttribute("aria-labelledby", tab.id);
        } else {
          pane.removeAttribute("role");
          pane.removeAttribute("aria-labelledby");
        }
      }
    },
  };
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null; // storage is switched off
  }
}

function remember(choice) {
  try {
    localStorage.setItem(REMEMBERED, choice);
  } catch {
    // It holds for this page all the same.
  }
}
