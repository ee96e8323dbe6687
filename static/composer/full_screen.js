/** The composer over the whole window; the rest of the page cannot be reached meanwhile. */

/** `composer.fullScreen` then goes in and out; Escape goes out. */
export function attachFullScreen(composer) {
  const { element } = composer;
  let covered = [];

  const isOn = () => element.classList.contains("composer-full");
  const set = (on) => {
    element.classList.toggle("composer-full", on);
    document.documentElement.classList.toggle("composer-covers", on);
    for (const one of covered) one.inert = false;
    covered = on ? outside(element) : [];
    for (const one of covered) one.inert = true;
    composer.say(composer.translate(on ? "fullScreenOn" : "fullScreenOff"));
    element.dispatchEvent(new CustomEvent("composer:view", { detail: { view: "full" } }));
    composer.textarea.focus({ preventScroll: true });
    if (!on) element.scrollIntoView({ block: "nearest" });
  };
  composer.fullScreen = { isOn, toggle: () => set(!isOn()) };
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOn() || composer.isComposing(event)) return;
    if (event.target.closest("dialog")) return;
    event.preventDefault();
    set(false);
  });
}

/** Everything of the page that neither holds the element nor stands in it. */
function outside(element) {
  const found = [];
  for (let inner = element; inner !== document.body; inner = inner.parentElement) {
    for (const other of inner.parentElement.children) {
      if (other !== inner && !other.inert && other.localName !== "script") found.push(other);
    }
  }
  return found;
}
