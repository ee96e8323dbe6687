/** What the keys do, in a dialog. */

import { COMMANDS, HIDDEN } from "./commands.js";
import { closeDialog } from "./editing.js";
import { shownKeys } from "./shortcuts.js";

/** `composer.showHelp()` then opens it. */
export function attachHelp(composer) {
  let dialog = null;
  composer.showHelp = () => {
    dialog ??= makeDialog(composer);
    dialog.showModal();
  };
}

function makeDialog(composer) {
  const dialog = document.createElement("dialog");
  dialog.className = "composer-dialog composer-help";
  const heading = document.createElement("h2");
  heading.id = `${composer.textarea.id}-composer-help`;
  heading.textContent = composer.translate("helpHeading");
  // Reading begins at the top, not at the button at the end.
  heading.tabIndex = -1;
  heading.autofocus = true;
  dialog.setAttribute("aria-labelledby", heading.id);
  const table = document.createElement("table");
  for (const [keys, meaning] of rows(composer)) {
    const row = table.insertRow();
    const head = document.createElement("th");
    head.scope = "row";
    const key = document.createElement("kbd");
    key.textContent = keys;
    head.append(key);
    row.append(head);
    row.insertCell().textContent = meaning;
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button";
  close.textContent = composer.translate("close");
  const end = () => closeDialog(dialog, composer.textarea);
  close.addEventListener("click", end);
  dialog.append(heading, table, close);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    end();
  });
  composer.element.append(dialog);
  return dialog;
}

function rows(composer) {
  const withKeys = [...COMMANDS, ...HIDDEN].filter(
    ({ name, keys }) => keys.length && !/^heading\d/.test(name),
  );
  const levels = shownKeys("alt Digit1").replace("1", "1–6");
  return [
    ...withKeys.map(({ name, keys }) => [keys.map(shownKeys).join(", "), composer.translate(name)]),
    [levels, composer.translate("headingLevels")],
    ["Tab, Shift+Tab", composer.translate("helpTab")],
    ["Esc, Tab", composer.translate("helpLeave")],
    ["Enter", composer.translate("helpEnter")],
    ["Ctrl+Z".replace("Ctrl+", shownKeys("KeyZ").replace("Z", "")), composer.translate("undo")],
  ];
}
