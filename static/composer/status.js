/** One line for messages; it is read aloud when there is time, and errors stay until mended. */

const STAYS = 6000; // milliseconds that a message which is no error stands

/**
 * `composer.say(message, {isError, from})` then shows a message, or takes back that of `from`.
 *
 * An error that is said over and over does not cover what was said after it; what covered an error
 * for a moment gives way to it again.
 */
export function attachStatus(composer) {
  const line = document.createElement("div");
  line.className = "composer-status";
  const place = document.createElement("span");
  place.className = "composer-message";
  place.setAttribute("role", "status");
  line.append(place);
  composer.element.append(line);
  composer.statusLine = line;
  const errors = new Map(); // by who said them, the latest last
  let passing = null; // {message, from}, shown over them
  let timer = 0;

  composer.say = (message, { isError = false, from = "" } = {}) => {
    if (isError && errors.get(from) === message) return;
    errors.delete(from);
    if (isError || passing?.from === from || message) {
      clearTimeout(timer);
      passing = null;
    }
    if (isError) errors.set(from, message);
    else if (message) {
      passing = { message, from };
      timer = setTimeout(() => {
        passing = null;
        show();
      }, STAYS);
    }
    show();
  };

  function show() {
    const message = passing?.message ?? [...errors.values()].at(-1) ?? "";
    place.classList.toggle("composer-error", passing === null && message !== "");
    if (place.textContent !== message) place.textContent = message;
  }
}
