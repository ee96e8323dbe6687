/** The list of what is doubtful in the text, below it; each entry leads to its place. */

import { selectPlace } from "./line_places.js";

/** Keep the list and its count in step with the preview's answers. */
export function attachProblems(composer) {
  const section = document.createElement("section");
  section.className = "composer-problems";
  section.setAttribute("aria-label", composer.translate("problems"));
  section.hidden = true;
  const list = document.createElement("ol");
  section.append(list);
  composer.element.append(section);
  const summary = document.createElement("span");
  summary.className = "composer-problem-count";
  summary.setAttribute("role", "status");
  composer.statusLine.append(summary);
  let known = "";

  composer.element.addEventListener("composer:preview", ({ detail: { problems } }) => {
    const now = JSON.stringify(problems);
    if (now === known) return;
    known = now;
    const focused = [...list.children].findIndex((item) => item.contains(document.activeElement));
    list.replaceChildren(...problems.map((problem) => entryFor(composer, problem)));
    if (focused !== -1) {
      const next = list.children[Math.min(focused, problems.length - 1)];
      (next?.firstElementChild ?? composer.textarea).focus({ preventScroll: true });
    }
    section.hidden = !problems.length;
    const said = problems.length
      ? composer.translate("problemCount", { count: problems.length })
      : composer.translate("noProblems");
    if (summary.textContent !== said) summary.textContent = said;
    summary.classList.toggle("composer-has-problems", problems.length > 0);
  });
}

function entryFor(composer, { kind, line, column, message }) {
  const item = document.createElement("li");
  item.dataset.kind = kind;
  const parts = [
    ["composer-problem-line", line ? composer.translate("line", { line }) : ""],
    ["composer-problem-kind", composer.config.problemKinds[kind] ?? ""],
    ["composer-problem-message", message],
  ].map(([name, words]) => {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = words;
    return part;
  });
  const entry = document.createElement(line ? "button" : "span");
  entry.className = "composer-problem";
  for (const part of parts) entry.append(part, " ");
  if (line) {
    entry.type = "button";
    entry.title = composer.translate("goToPlace");
    entry.addEventListener("click", () => {
      composer.panes.showText();
      selectPlace(composer.textarea, line, column);
    });
  }
  item.append(entry);
  return item;
}
