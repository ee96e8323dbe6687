/** Discards an offered copy without leaving the form; without this the link leads to its page. */

import { discardJson } from "./requests.js";

/** Answer the links `a[data-discard]` of the page. */
export function attachDiscarding(composer) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[data-discard]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!globalThis.confirm(composer.translate("discardAsked"))) return;
    try {
      await discardJson(composer, link.dataset.discard);
    } catch (error) {
      composer.say(error.message, { isError: true, from: "discarding" });
      return;
    }
    const section = link.closest("section");
    link.closest("li").remove();
    if (!section.querySelector("li")) section.remove();
    composer.textarea.focus({ preventScroll: true });
  });
}
