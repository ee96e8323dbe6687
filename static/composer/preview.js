/**
 * Asks the server what the text renders to, a moment after typing stops.
 *
 * One request runs at a time; what is outdated is aborted. The answer is dispatched as
 * `composer:preview` on the composer's element, its detail being the endpoint's JSON: {article,
 * problems, lines}.
 */

import { fieldsOf } from "./fields.js";
import { postJson } from "./requests.js";

const AFTER_TYPING = 150; // milliseconds
const WHILE_HIDDEN = 1000; // then only the list of problems waits for it
const BEFORE_RETRY = 5000;

/** Keep preview and problems up to date with the form. */
export function attachPreview(composer) {
  const { element, form } = composer;
  let running = null;
  let timer = 0;

  const soon = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(ask, delay);
  };
  const afterTyping = () => soon(composer.panes.isPreviewShown() ? AFTER_TYPING : WHILE_HIDDEN);

  async function ask() {
    if (composer.isComposing()) return; // its end asks again
    running?.abort();
    const mine = new AbortController();
    running = mine;
    element.dataset.preview = "waiting";
    try {
      const data = { post: composer.config.post, fields: fieldsOf(form) };
      const detail = await postJson(composer, composer.config.urls.preview, data, mine.signal);
      if (running !== mine) return;
      element.dataset.preview = "fresh";
      composer.say("", { from: "preview" });
      element.dispatchEvent(new CustomEvent("composer:preview", { detail }));
    } catch (error) {
      if (error.name === "AbortError" || running !== mine) return;
      element.dataset.preview = "stale";
      if (error.isLogin) return; // whoever asks for the password says so
      composer.say(composer.translate("previewFailed", { reason: error.message }), {
        isError: true,
        from: "preview",
      });
      if (!error.status || error.status >= 500) soon(BEFORE_RETRY);
    }
  }

  composer.onText(afterTyping);
  composer.onFields(afterTyping);
  element.addEventListener("composer:logged-in", () => soon(0));
  window.addEventListener("online", () => {
    if (element.dataset.preview === "stale") soon(0);
  });
  element.addEventListener("composer:view", () => {
    if (composer.panes.isPreviewShown() && element.dataset.preview !== "fresh") soon(0);
  });
  soon(0);
}
