/**
 * Asks what a picture shows, once it is there: a small dialog beside the text, which goes on being
 * written meanwhile. Several pictures are asked for one after another.
 */

import { closeDialog, performAside } from "./editing.js";

const waiting = new WeakMap(); // composer → pictures to be asked for

/**
 * Ask for the alternative text of an uploaded picture (the upload's answer).
 *
 * `takesFocus` is false while the author writes on: nobody is torn out of a word.
 */
export function askForAlt(composer, picture, takesFocus) {
  const pictures = waiting.get(composer) ?? [];
  waiting.set(composer, pictures);
  pictures.push(picture);
  if (pictures.length === 1) show(composer, pictures, takesFocus);
}

/** Return Markdown for the same image with another text; brackets in it are escaped. */
export function withAlt(markdown, alt) {
  const escaped = alt.replace(/\s+/g, " ").trim().replace(/[\\[\]]/g, "\\$&");
  return markdown.replace(/^!\[(?:[^\]\\]|\\.)*\]/, () => `![${escaped}]`);
}

function show(composer, pictures, takesFocus) {
  const [picture] = pictures;
  const { dialog, field, isSkipped } = makeDialog(composer, picture);
  const focused = document.activeElement;
  composer.panesElement.after(dialog);
  dialog.show(); // which takes the focus in any case
  (takesFocus ? field : focused).focus({ preventScroll: true });
  composer.say(composer.translate("altAsked", { name: picture.name }));

  dialog.addEventListener("close", async () => {
    dialog.remove();
    if (!isSkipped()) {
      await composer.composed();
      giveAlt(composer, picture, field.value);
    }
    pictures.shift();
    if (pictures.length) show(composer, pictures, true);
  });
}

function giveAlt(composer, picture, alt) {
  const { textarea } = composer;
  const from = textarea.value.indexOf(picture.markdown);
  if (from === -1 || !alt.trim()) return;
  performAside(textarea, from, from + picture.markdown.length, withAlt(picture.markdown, alt));
}

function makeDialog(composer, picture) {
  const dialog = document.createElement("dialog");
  dialog.className = "composer-dialog composer-alt";
  dialog.setAttribute("aria-label", composer.translate("altHeading", { name: picture.name }));
  const image = document.createElement("img");
  image.src = picture.url;
  image.alt = "";
  const label = document.createElement("label");
  label.textContent = composer.translate("altQuestion");
  const field = document.createElement("input");
  field.type = "text";
  field.maxLength = 500;
  field.value = picture.alt ?? "";
  field.id = `${composer.textarea.id}-composer-alt`;
  label.htmlFor = field.id;
  const hint = document.createElement("p");
  hint.id = `${field.id}-hint`;
  hint.textContent = composer.translate("altHint");
  field.setAttribute("aria-describedby", hint.id);
  let skipped = true;
  const button = (name, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = composer.translate(name);
    made.addEventListener("click", act);
    return made;
  };
  const end = () => closeDialog(dialog, composer.textarea);
  const save = () => {
    skipped = false;
    end();
  };
  field.addEventListener("keydown", (event) => {
    if (composer.isComposing(event)) return;
    if (event.key === "Enter") {
      event.preventDefault(); // it would save the article
      save();
    }
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !composer.isComposing(event)) end();
  });
  const words = document.createElement("div");
  words.append(label, field, hint, button("altSave", save), button("altSkip", end));
  dialog.append(image, words);
  return { dialog, field, isSkipped: () => skipped };
}
