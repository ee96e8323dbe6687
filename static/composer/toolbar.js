/** The row of buttons above the text: one stop for Tab, arrows go along it (ARIA's toolbar). */

import { COMMANDS } from "./commands.js";
import { icon } from "./icons.js";
import { ariaKeys, shownKeys } from "./shortcuts.js";

/** Make the toolbar, and keep its pressed buttons true. */
export function attachToolbar(composer) {
  const bar = document.createElement("div");
  bar.className = "composer-toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", composer.translate("toolbar"));
  bar.setAttribute("aria-controls", composer.textarea.id);
  const buttons = COMMANDS.map((command) => makeButton(composer, command));
  let group = null;
  COMMANDS.forEach((command, index) => {
    if (group?.dataset.group !== command.group) {
      group = document.createElement("div");
      group.className = "composer-group";
      group.dataset.group = command.group;
      bar.append(group);
    }
    group.append(buttons[index]);
  });
  composer.element.prepend(bar);
  rove(bar, buttons);
  keepPressed(composer, buttons);
}

function makeButton(composer, command) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "composer-button";
  button.dataset.command = command.name;
  const label = composer.translate(command.name);
  const [keys] = command.keys;
  button.setAttribute("aria-label", label);
  button.title = keys ? `${label} (${shownKeys(keys)})` : label;
  if (keys) button.setAttribute("aria-keyshortcuts", ariaKeys(keys));
  if (command.isOn) button.setAttribute("aria-pressed", "false");
  button.append(icon(command.name));
  // The text keeps its focus and selection under the mouse.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => composer.run(command));
  return button;
}

function rove(bar, buttons) {
  const focusable = (chosen) => {
    for (const button of buttons) button.tabIndex = button === chosen ? 0 : -1;
  };
  focusable(buttons[0]);
  bar.addEventListener("focusin", (event) => focusable(event.target));
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const last = buttons.length - 1;
    const next = {
      ArrowRight: here === last ? 0 : here + 1,
      ArrowLeft: here === 0 ? last : here - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (next === undefined || here === -1) return;
    event.preventDefault();
    buttons[next].focus();
  });
}

function keepPressed(composer, buttons) {
  const { textarea } = composer;
  let isWaiting = false;
  const refresh = () => {
    isWaiting = false;
    const { value, selectionStart, selectionEnd } = textarea;
    COMMANDS.forEach((command, index) => {
      if (!command.isOn) return;
      const isOn = command.isOn(value, selectionStart, selectionEnd, composer);
      buttons[index].setAttribute("aria-pressed", String(isOn));
    });
  };
  const soon = () => {
    if (isWaiting || composer.isComposing()) return;
    isWaiting = true;
    requestAnimationFrame(refresh);
  };
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === textarea) soon();
  });
  textarea.addEventListener("select", soon);
  composer.onText(soon);
  composer.element.addEventListener("composer:view", soon);
  soon();
}
