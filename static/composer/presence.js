/** Says who else has the article open, and that it was saved meanwhile. */

import { timeOf } from "./clock.js";
import { postJson } from "./requests.js";

const EVERY = 15000; // milliseconds
const PATIENCE = 10000;

/** Report this form while it is open, and show what the server knows of others. */
export function attachPresence(composer) {
  const { element, form, config } = composer;
  if (config.post === null) return; // nobody else can have it
  const place = document.createElement("ul");
  place.className = "composer-presence";
  place.setAttribute("role", "status");
  place.hidden = true;
  element.prepend(place);
  const about = { user: config.user.id, tab: config.tab, post: config.post };
  // An unsaved copy that was taken up may have begun from an older version than the page.
  const base = form.elements.namedItem("base_version")?.value;
  const version = Number(base || config.baseVersion);
  let shown = "";

  async function report() {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      show(await postJson(composer, config.urls.presence, { ...about, version }, signal));
    } catch {
      // Whether the server can be reached is said where the text is kept.
    }
  }

  function show(answer) {
    const sentences = answer.others.map(({ name, own }) =>
      composer.translate(own ? "openByYou" : "openByOther", { name }),
    );
    if (answer.saved_at && answer.version !== version) {
      sentences.push(savedSentence(answer, timeOf(answer.saved_at)));
    }
    // Only news is read aloud.
    if (sentences.join("\n") === shown) return;
    shown = sentences.join("\n");
    place.hidden = sentences.length === 0;
    place.replaceChildren(
      ...sentences.map((sentence) => {
        const item = document.createElement("li");
        item.textContent = sentence;
        return item;
      }),
    );
  }

  function savedSentence({ saved_by: name, saved_by_you: isOwn }, time) {
    if (isOwn) return composer.translate("savedByYou", { time });
    if (name) return composer.translate("savedBy", { name, time });
    return composer.translate("savedBySomebody", { time });
  }

  /** A page that is closed can only send a form: then the token is one of its fields. */
  function left() {
    const data = new FormData();
    data.append("csrfmiddlewaretoken", composer.csrf());
    for (const [name, value] of Object.entries({ ...about, left: "1" })) data.append(name, value);
    navigator.sendBeacon(config.urls.presence, data);
  }

  setInterval(report, EVERY);
  globalThis.addEventListener("focus", report);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") report();
  });
  globalThis.addEventListener("pageshow", (event) => {
    if (event.persisted) report();
  });
  globalThis.addEventListener("pagehide", left);
  element.addEventListener("composer:logged-in", report);
  report();
}
