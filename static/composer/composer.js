/**
 * The editor of articles: what stands around every `textarea[data-composer]`.
 *
 * Without this script the textarea works as any other. The attribute names the id of a JSON script
 * element, the configuration that `blog.posts.composer.config` makes. Each part is a module with
 * one `attach…(composer)`, called in the order of `PARTS`; a part may add functions to the
 * composer for those after it. Parts tell each other things by events on `composer.element`:
 * `composer:preview` (the server's answer), `composer:shown`, `composer:view`,
 * `composer:logged-out` and `composer:logged-in`.
 */

import { attachCounting } from "./counting.js";
import { attachDiscarding } from "./discarding.js";
import { perform } from "./editing.js";
import { attachFrame } from "./frame.js";
import { attachFullScreen } from "./full_screen.js";
import { attachHelp } from "./help.js";
import { attachPanes } from "./panes.js";
import { attachPresence } from "./presence.js";
import { attachPreview } from "./preview.js";
import { attachProblems } from "./problems.js";
import { attachReturning } from "./returning.js";
import { attachSaving } from "./saving.js";
import { attachScrolling } from "./scrolling.js";
import { attachSession } from "./session.js";
import { attachShortcuts } from "./shortcuts.js";
import { attachStatus } from "./status.js";
import { attachSubmitting } from "./submitting.js";
import { attachToolbar } from "./toolbar.js";
import { attachUploading } from "./uploading.js";

const PARTS = [
  attachStatus,
  attachFullScreen,
  attachPanes,
  attachHelp,
  attachUploading,
  attachCounting,
  attachToolbar,
  attachShortcuts,
  attachFrame,
  attachProblems,
  attachScrolling,
  attachPreview,
  attachSession,
  attachSaving,
  attachPresence,
  attachDiscarding,
  attachSubmitting,
  attachReturning,
];

/** Make the composer around a textarea. */
export function compose(textarea) {
  const config = JSON.parse(document.getElementById(textarea.dataset.composer).textContent);
  const composer = { textarea, form: textarea.form, config, ...wrap(textarea) };
  const { form } = composer;
  let isBetween = false; // an input method is composing
  let typedAt = 0;
  const listeners = [];
  const fieldListeners = [];

  /** The text of a key of `blog.posts.composer.strings`, with `{names}` filled in. */
  composer.translate = (key, values = {}) =>
    (config.strings[key] ?? key).replace(/\{(\w+)\}/g, (_whole, name) => String(values[name]));
  /** The token of the form as it is now; logging in again gives a new one. */
  composer.csrf = () => form.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  /** Whether an input method is at work, or this key is meant for it. */
  composer.isComposing = (event) =>
    isBetween || event?.isComposing === true || event?.keyCode === 229;
  /** A promise that is kept when no input method is at work: only then the text may be changed. */
  composer.composed = () =>
    new Promise((resolve) => {
      if (!isBetween) resolve();
      else textarea.addEventListener("compositionend", () => setTimeout(resolve), { once: true });
    });
  /** When the author last typed, as `Date.now()` tells it; commands and edits of parts aside. */
  composer.typedAt = () => typedAt;
  /** Call `listener` whenever the text has changed, but not within a composition. */
  composer.onText = (listener) => listeners.push(listener);
  /** Call `listener` whenever another field of the form has changed. */
  composer.onFields = (listener) => fieldListeners.push(listener);
  /** Do a command of the toolbar. */
  composer.run = (command) => {
    if (command.run) {
      command.run(composer);
      return;
    }
    composer.panes.showText();
    const { value, selectionStart, selectionEnd } = textarea;
    perform(textarea, command.edit(value, selectionStart, selectionEnd, composer));
  };
  /** Save and go on, as the form's own button does. */
  composer.save = () => {
    const button = form.querySelector("[name=_continue]") ?? form.querySelector("[name=_save]");
    if (button) form.requestSubmit(button);
  };

  const tell = () => {
    for (const listener of listeners) listener();
  };
  textarea.addEventListener("compositionstart", () => {
    isBetween = true;
  });
  textarea.addEventListener("compositionend", () => {
    isBetween = false;
    tell();
  });
  textarea.addEventListener("input", () => {
    if (!isBetween) tell();
  });
  textarea.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey) typedAt = Date.now();
  });
  const fieldChanged = (event) => {
    if (composer.element.contains(event.target)) return;
    for (const listener of fieldListeners) listener();
  };
  form.addEventListener("input", fieldChanged);
  // The admin's completing fields tell their changes to jQuery only.
  if (window.django?.jQuery) window.django.jQuery(form).on("change", fieldChanged);
  else form.addEventListener("change", fieldChanged);
  for (const attach of PARTS) attach(composer);
  describe(composer);
  return composer;
}

/** Put the elements around the textarea that the parts fill; focus stays where it is. */
function wrap(textarea) {
  const hadFocus = document.activeElement === textarea;
  const [element, panesElement, write, preview] = ["", "-panes", "-write", "-preview"].map(
    (name) => {
      const part = document.createElement("div");
      part.className = `composer${name}`;
      return part;
    },
  );
  textarea.before(element);
  write.append(textarea);
  panesElement.append(write, preview);
  element.append(panesElement);
  if (hadFocus) textarea.focus({ preventScroll: true });
  return { element, panesElement, write, preview };
}

/** Tell those who cannot see it how Tab behaves here. */
function describe(composer) {
  const hint = document.createElement("p");
  hint.id = `${composer.textarea.id}-composer-keys`;
  hint.className = "composer-hidden";
  hint.textContent = composer.translate("keysHint");
  composer.element.append(hint);
  const others = composer.textarea.getAttribute("aria-describedby");
  composer.textarea.setAttribute("aria-describedby", others ? `${others} ${hint.id}` : hint.id);
}

for (const textarea of document.querySelectorAll("textarea[data-composer]")) compose(textarea);
