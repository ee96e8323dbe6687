/** One line for messages; it is read aloud when there is time, and errors stay until mended. */

const STAYS = 6000; // milliseconds that a message which is no error stands

/** `composer.say(message, {isError, from})` then shows a message, or takes back that of `from`. */
export function attachStatus(composer) {
  const line = document.createElement("div");
  line.className = "composer-status";
  const place = document.createElement("span");
  place.className = "composer-message";
  place.setAttribute("role", "status");
  line.append(place);
  composer.element.append(line);
  composer.statusLine = line;
  let owner = "";
  let timer = 0;

  composer.say = (message, { isError = false, from = "" } = {}) => {
    if (!message && owner !== from) return;
    clearTimeout(timer);
    owner = from;
    place.textContent = message;
    place.classList.toggle("composer-error", isError);
    if (message && !isError) {
      timer = setTimeout(() => {
        if (place.textContent === message) place.textContent = "";
      }, STAYS);
    }
  };
}
