/**
 * Pictures and files that are pasted, dropped or chosen: sent one after another, each with its
 * progress, while a placeholder keeps its place in the text.
 */

import { askForAlt } from "./alt_text.js";
import { perform, performAside } from "./editing.js";
import { refusal } from "./requests.js";

const MEGABYTE = 1024 * 1024;

/** Take files in; `composer.chooseFiles()` then opens the browser's chooser. */
export function attachUploading(composer) {
  const { textarea, element } = composer;
  const list = document.createElement("ul");
  list.className = "composer-uploads";
  list.setAttribute("aria-label", composer.translate("uploads"));
  list.hidden = true;
  element.insertBefore(list, composer.statusLine);
  const queue = [];
  let running = null;
  let count = 0;

  composer.chooseFiles = () => {
    const chooser = document.createElement("input");
    chooser.type = "file";
    chooser.multiple = true;
    chooser.accept = composer.config.uploadLimits.accept;
    chooser.addEventListener("change", () => takeIn([...chooser.files]));
    chooser.click();
  };
  textarea.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // What has text as well, as cells of a spreadsheet have, is pasted as text.
    if (!files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    takeIn(files);
  });
  attachDropping(composer, takeIn);
  composer.form.addEventListener("submit", (event) => {
    if (!running && !queue.length) return;
    event.preventDefault();
    composer.say(composer.translate("uploadsRunning"), { isError: true, from: "uploads" });
  });

  function takeIn(files) {
    let gap = "";
    for (const file of files) {
      const entry = makeEntry(composer, file, () => cancel(entry));
      list.append(entry.item);
      list.hidden = false;
      if (file.size > composer.config.uploadLimits.bytes) {
        const limit = Math.floor(composer.config.uploadLimits.bytes / MEGABYTE);
        fail(entry, composer.translate("tooLarge", { limit }));
        continue;
      }
      count += 1;
      entry.placeholder = placeholderFor(composer, file, count);
      insertAtCursor(textarea, gap + entry.placeholder);
      gap = "\n\n";
      queue.push(entry);
    }
    next();
  }

  function next() {
    if (running || !queue.length) return;
    running = queue.shift();
    const entry = running;
    const end = (act) => {
      running = null;
      act();
      next();
      if (!running) composer.say("", { from: "uploads" });
    };
    send(composer, entry, {
      done: (answer) => end(() => finish(entry, answer)),
      failed: (message) => end(() => fail(entry, message)),
    });
  }

  async function finish(entry, answer) {
    remove(entry);
    await composer.composed();
    const { markdown } = answer;
    if (!replaceText(textarea, entry.placeholder, markdown)) {
      // The author has taken the placeholder out: then the picture is wanted no more.
      composer.say(composer.translate("placeGone", { name: entry.file.name }));
      return;
    }
    composer.say(composer.translate("uploaded", { name: entry.file.name }));
    if (answer.kind === "picture") {
      askForAlt(composer, answer, composer.typedAt() < entry.startedAt);
    }
  }

  async function fail(entry, message) {
    entry.failed(message);
    await composer.composed();
    if (entry.placeholder) replaceText(textarea, entry.placeholder, "");
  }

  async function cancel(entry) {
    const place = queue.indexOf(entry);
    if (place !== -1) queue.splice(place, 1);
    remove(entry);
    textarea.focus({ preventScroll: true });
    if (entry === running) {
      running = null;
      entry.request.abort();
    }
    await composer.composed();
    if (entry.placeholder) replaceText(textarea, entry.placeholder, "");
    if (!running && !queue.length) composer.say("", { from: "uploads" });
    next();
  }

  function remove(entry) {
    entry.item.remove();
    list.hidden = !list.children.length;
  }
}

/** Put the first `old` of the text in another's place; false if it is not there any more. */
export function replaceText(textarea, old, text) {
  const from = textarea.value.indexOf(old);
  if (from === -1) return false;
  performAside(textarea, from, from + old.length, text);
  return true;
}

/** Markdown that says what is on its way; no two are the same. */
function placeholderFor(composer, file, number) {
  const name = file.name.replace(/[[\]()\\\r\n]/g, " ").slice(0, 60);
  return `![${composer.translate("uploading", { name, number })}]()`;
}

function insertAtCursor(textarea, text) {
  const { selectionEnd: place } = textarea;
  const caret = place + text.length;
  perform(textarea, { from: place, to: place, insert: text, selection: [caret, caret] });
}

function send(composer, entry, { done, failed }) {
  const request = new XMLHttpRequest();
  entry.request = request;
  request.open("POST", composer.config.urls.upload);
  request.setRequestHeader("X-CSRFToken", composer.csrf());
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) entry.progress.value = event.loaded / event.total;
  });
  request.addEventListener("load", () => {
    const isGood = request.status >= 200 && request.status < 300 && request.response?.markdown;
    if (isGood) done(request.response);
    else failed(refusal(composer, request.status, request.response).message);
  });
  request.addEventListener("error", () => failed(composer.translate("unreachable")));
  const data = new FormData();
  data.append("file", entry.file);
  request.send(data);
}

function makeEntry(composer, file, onCancel) {
  const item = document.createElement("li");
  const name = document.createElement("span");
  name.className = "composer-upload-name";
  name.textContent = file.name;
  const progress = document.createElement("progress");
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute("aria-label", composer.translate("progress", { name: file.name }));
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.textContent = composer.translate("cancel");
  cancel.setAttribute("aria-label", composer.translate("cancelUpload", { name: file.name }));
  cancel.addEventListener("click", onCancel);
  item.append(name, progress, cancel);
  const failed = (message) => {
    const said = document.createElement("span");
    said.className = "composer-error";
    said.setAttribute("role", "alert");
    said.textContent = message;
    progress.replaceWith(said);
    cancel.textContent = composer.translate("dismiss");
    cancel.setAttribute("aria-label", composer.translate("dismiss"));
  };
  return { file, item, progress, failed, placeholder: "", request: null, startedAt: Date.now() };
}

function attachDropping(composer, takeIn) {
  const { textarea, element } = composer;
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  element.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    element.classList.add("composer-drop");
  });
  element.addEventListener("dragleave", (event) => {
    if (!element.contains(event.relatedTarget)) element.classList.remove("composer-drop");
  });
  element.addEventListener("drop", (event) => {
    element.classList.remove("composer-drop");
    if (!hasFiles(event)) return;
    event.preventDefault();
    const under = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    if (under?.offsetNode === textarea) {
      textarea.setSelectionRange(under.offset, under.offset);
    }
    takeIn([...event.dataTransfer.files]);
  });
  // A file that misses the text would take the place of the whole page.
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => {
      const isMissed = hasFiles(event) && !element.contains(event.target);
      if (isMissed && event.target.type !== "file") event.preventDefault();
    });
  }
}
