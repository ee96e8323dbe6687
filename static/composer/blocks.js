/** Links, fenced code, display formulas and tables: edits (see editing.js) that put them in. */

import { lineBounds } from "./lines.js";
import { wordAt } from "./marks.js";

const ADDRESS = /^(?:https?:\/\/|mailto:|\/)\S+$/;
const LINK = /^\[([^\]]*)\]\([^)]*\)$/;

/** Make the selection or the word at the caret a link, or a link's text again if it is one. */
export function toggleLink(text, start, end) {
  if (start === end) [start, end] = wordAt(text, start);
  const chosen = text.slice(start, end);
  const link = LINK.exec(chosen);
  if (link) return replaced(start, end, link[1], [start, start + link[1].length]);
  if (ADDRESS.test(chosen)) return replaced(start, end, `[](${chosen})`, [start + 1, start + 1]);
  const address = "https://";
  const insert = `[${chosen}](${address})`;
  if (!chosen) return replaced(start, end, insert, [start + 1, start + 1]);
  const place = start + chosen.length + 3;
  return replaced(start, end, insert, [place, place + address.length]);
}

/** Put fences of code around the selected lines, or take them away. */
export function toggleCodeBlock(text, start, end) {
  const longest = text.slice(start, end).match(/^`{3,}/gm) ?? [];
  const fence = "`".repeat(Math.max(3, ...longest.map((run) => run.length + 1)));
  const edit = toggleFences(text, start, end, fence, /^(`{3,}|~{3,}).*$/);
  // The caret waits after the fence for the name of the language.
  if (start === end && edit.insert.endsWith(`${fence}\n\n${fence}`)) {
    const place = edit.selection[0] - 1;
    edit.selection = [place, place];
  }
  return edit;
}

/** Make the selected lines a formula on its own lines, or plain lines again. */
export function toggleDisplayFormula(text, start, end) {
  return toggleFences(text, start, end, "$$", /^\$\$[ \t]*$/);
}

function toggleFences(text, start, end, fence, isFence) {
  const [from, to] = lineBounds(text, start, end);
  const lines = text.slice(from, to);
  const above = text.lastIndexOf("\n", from - 2) + 1;
  const nextEnd = text.indexOf("\n", to + 1);
  const below = nextEnd === -1 ? text.length : nextEnd;
  const hasBoth =
    from > 0 && to < text.length &&
    isFence.test(text.slice(above, from - 1)) && isFence.test(text.slice(to + 1, below));
  if (hasBoth) {
    const lost = from - above;
    return replaced(above, below, lines, [start - lost, end - lost]);
  }
  const gap = blankBefore(text, from);
  const insert = `${gap}${fence}\n${lines}\n${fence}`;
  const shift = gap.length + fence.length + 1;
  const tail = to === text.length || text.startsWith("\n\n", to) ? "" : "\n";
  return replaced(from, to, insert + tail, [start + shift, Math.min(end, to) + shift]);
}

/** Put in a table of two columns whose heads are `column` with a number; the first is selected. */
export function insertTable(text, start, end, column) {
  const [, to] = lineBounds(text, end, end);
  const own = text.slice(...lineBounds(text, end, end)).trim();
  const gap = own ? "\n\n" : blankBefore(text, to);
  const heads = [`${column} 1`, `${column} 2`];
  const table = [
    `| ${heads.join(" | ")} |`,
    `| ${heads.map((head) => "-".repeat(Math.max(3, head.length))).join(" | ")} |`,
    `| ${heads.map((head) => " ".repeat(head.length)).join(" | ")} |`,
  ].join("\n");
  const place = to + gap.length + 2;
  return replaced(to, to, `${gap}${table}\n`, [place, place + heads[0].length]);
}

/** A line break if the line before `place` has words, so that what follows is a block. */
function blankBefore(text, place) {
  if (place < 2 || text.slice(place - 2, place) === "\n\n") return "";
  return text[place - 1] === "\n" ? "\n" : "";
}

function replaced(from, to, insert, selection) {
  return { from, to, insert, selection };
}
