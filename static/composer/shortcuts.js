/** The keyboard in the text: shortcuts, Tab, Enter and Escape. */

import { COMMANDS, HIDDEN } from "./commands.js";
import { continueLine } from "./continuing.js";
import { perform } from "./editing.js";
import { indent, outdent } from "./indenting.js";

const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);
const NAMES = { Slash: "/", Period: "." };

const byKeys = new Map(
  [...COMMANDS, ...HIDDEN].flatMap((command) => command.keys.map((keys) => [keys, command])),
);

/** Return the command that a key press stands for, or undefined. */
export function commandOf(event) {
  const held = APPLE ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  // AltGr arrives as Ctrl+Alt and types characters.
  if (!held || event.getModifierState("AltGraph")) return undefined;
  const code = /^[a-z]$/i.test(event.key) ? `Key${event.key.toUpperCase()}` : event.code;
  return byKeys.get(`${event.shiftKey ? "shift " : ""}${event.altKey ? "alt " : ""}${code}`);
}

/** Return how a person reads the keys of a command: "Ctrl+Shift+X", or "⇧⌘X". */
export function shownKeys(keys) {
  const code = keys.split(" ").at(-1);
  const key = NAMES[code] ?? code.replace(/^(?:Key|Digit)/, "");
  const shift = keys.includes("shift ");
  const alt = keys.includes("alt ");
  if (APPLE) return `${alt ? "⌥" : ""}${shift ? "⇧" : ""}⌘${key}`;
  return `Ctrl+${alt ? "Alt+" : ""}${shift ? "Shift+" : ""}${key}`;
}

/** Return the same for `aria-keyshortcuts`. */
export function ariaKeys(keys) {
  const parts = shownKeys(keys).replace("⌥", "Alt+").replace("⇧", "Shift+");
  return parts.replace("⌘", "Meta+").replace("Ctrl", "Control");
}

/** Answer the keys that are pressed in the composer's text and around it. */
export function attachShortcuts(composer) {
  const { textarea } = composer;
  // After Escape, Tab leaves the field as everywhere else (WCAG 2.1.2).
  let isLeaving = false;

  textarea.addEventListener("keydown", (event) => {
    if (composer.isComposing(event)) return;
    if (event.key === "Tab" && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (isLeaving) return;
      event.preventDefault();
      edit(event.shiftKey ? outdent : indent);
    } else if (event.key === "Escape") {
      if (!composer.fullScreen.isOn()) {
        isLeaving = true;
        composer.say(composer.translate("tabLeaves"));
      }
      return;
    } else if (event.key === "Enter" && !hasModifier(event)) {
      enter(event);
    }
    if (!["Shift", "Tab"].includes(event.key)) isLeaving = false;
  });
  textarea.addEventListener("blur", () => {
    isLeaving = false;
  });
  // Wherever the focus is: the browser's own Ctrl+S would offer a copy of the page.
  document.addEventListener("keydown", (event) => {
    const command = composer.isComposing(event) ? undefined : commandOf(event);
    if (command === undefined) return;
    const isHere = composer.element.contains(event.target);
    if (!isHere && command.name !== "save") return;
    if (command.edit && event.target !== textarea) return;
    event.preventDefault();
    composer.run(command);
  });

  function edit(change) {
    const { value, selectionStart, selectionEnd } = textarea;
    perform(textarea, change(value, selectionStart, selectionEnd));
  }

  function enter(event) {
    const { value, selectionStart, selectionEnd } = textarea;
    const change = selectionStart === selectionEnd ? continueLine(value, selectionStart) : null;
    if (change === null) return;
    event.preventDefault();
    perform(textarea, change);
  }
}

function hasModifier(event) {
  return event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;
}
