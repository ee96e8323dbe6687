/**
 * After *Save and continue editing* the author finds the text as it was left: the caret, what is
 * scrolled to, the full screen. The page's message, which is out of sight then, is said below it.
 */

const STORED = "composer.place";
const LASTS = 60000; // milliseconds that a save may take

/** Note the place when the form is sent, and go back to it in the page that answers. */
export function attachReturning(composer) {
  const { element, form, textarea, config } = composer;

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.name !== "_continue") return;
    note({
      post: config.post,
      at: Date.now(),
      selection: [textarea.selectionStart, textarea.selectionEnd],
      scrolled: textarea.scrollTop,
      fromWindow: element.getBoundingClientRect().top,
      isWriting: document.activeElement === textarea,
      isFull: composer.fullScreen.isOn(),
    });
  });

  const place = noted();
  // A new article has its number since.
  const isHere = place !== null && (place.post === null || place.post === config.post);
  if (!isHere || Date.now() - place.at > LASTS) return;
  // What is asked or refused stands above.
  const isStored = !form.querySelector(".errornote");
  if (isStored && place.isFull) composer.fullScreen.toggle();
  textarea.setSelectionRange(...place.selection);
  textarea.scrollTop = place.scrolled;
  if (!isStored) return;
  if (place.isWriting) textarea.focus({ preventScroll: true });
  if (!place.isFull) globalThis.scrollBy(0, element.getBoundingClientRect().top - place.fromWindow);
  const said = document.querySelector(".messagelist .success");
  if (said) composer.say(said.textContent.trim());
}

function note(place) {
  try {
    sessionStorage.setItem(STORED, JSON.stringify(place));
  } catch {
    // Then the next page begins at its top.
  }
}

/** Return the noted place, once. */
function noted() {
  try {
    const place = JSON.parse(sessionStorage.getItem(STORED));
    sessionStorage.removeItem(STORED);
    return place;
  } catch {
    return null;
  }
}
