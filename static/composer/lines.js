/**
 * What whole lines are: headings, lists, quotes.
 *
 * Every function takes a text and the places where its selection begins and ends, and gives an
 * edit (see editing.js).
 */

export const BULLETS = "bullets";
export const NUMBERS = "numbers";
export const TASKS = "tasks";

/** Quote marks and indentation, then perhaps a marker: - * + 1. 1) and a task's box. */
const ITEM = /^((?:[ \t]*>)*[ \t]*)(?:([-*+])[ \t]+(?:(\[[ xX]\])[ \t]+)?|(\d{1,9})[.)][ \t]+)?/;
const HEADING = /^(#{1,6})[ \t]+/;

/** Make the selected lines headings of `level` (1 to 6), or plain lines if they are that. */
export function toggleHeading(text, start, end, level) {
  const mark = `${"#".repeat(level)} `;
  const on = linesOf(text, start, end).some(
    (line) => line.trim() && !line.startsWith(mark),
  );
  const alone = isOneLine(text, start, end);
  return eachLine(text, start, end, (line) => {
    if (!line.trim() && !alone) return line;
    const plain = line.replace(HEADING, "");
    return on || !line.trim() ? mark + plain : plain;
  });
}

/** Go on from no heading to levels 2, 3, 4 and back; the title is the article's level 1. */
export function cycleHeading(text, start, end) {
  const [first] = linesOf(text, start, end);
  const level = HEADING.exec(first)?.[1].length ?? 0;
  if (level >= 4) return toggleHeading(text, start, end, level);
  return toggleHeading(text, start, end, Math.max(level + 1, 2));
}

/** Return the level of the heading that the selection begins in, 0 for none. */
export function headingLevel(text, start, end) {
  return HEADING.exec(linesOf(text, start, end)[0])?.[1].length ?? 0;
}

/** Make the selected lines items of a list of `kind`, or plain lines if they all are. */
export function toggleList(text, start, end, kind) {
  const off = isList(text, start, end, kind);
  const alone = isOneLine(text, start, end);
  let number = 0;
  return eachLine(text, start, end, (line) => {
    if (!line.trim() && !alone) return line;
    const [whole, before, , box] = ITEM.exec(line);
    const words = line.slice(whole.length);
    if (off) return before + words;
    number += 1;
    if (kind === NUMBERS) return `${before}${number}. ${words}`;
    return `${before}- ${kind === TASKS ? `${box ?? "[ ]"} ` : ""}${words}`;
  });
}

/** Return whether every selected line with words is an item of a list of `kind`. */
export function isList(text, start, end, kind) {
  const lines = linesOf(text, start, end).filter((line) => line.trim());
  return lines.length > 0 && lines.every((line) => kindOf(line) === kind);
}

/** Quote the selected lines, or take one level of quoting away if they all are quoted. */
export function toggleQuote(text, start, end) {
  const off = isQuote(text, start, end);
  return eachLine(text, start, end, (line) => {
    if (off) return line.replace(/^[ \t]*>[ \t]?/, "");
    return line ? `> ${line}` : isOneLine(text, start, end) ? "> " : ">";
  });
}

/** Return whether every selected line is quoted. */
export function isQuote(text, start, end) {
  return linesOf(text, start, end).every((line) => /^[ \t]*>/.test(line));
}

function kindOf(line) {
  const [, , bullet, box, number] = ITEM.exec(line);
  if (number !== undefined) return NUMBERS;
  if (bullet === undefined) return null;
  return box === undefined ? BULLETS : TASKS;
}

/** Return where the lines that the selection touches begin and end. */
export function lineBounds(text, start, end) {
  // A selection that ends right after a line break does not mean the line that follows.
  const last = end > start && text[end - 1] === "\n" ? end - 1 : end;
  const found = text.indexOf("\n", last);
  return [text.lastIndexOf("\n", start - 1) + 1, found === -1 ? text.length : found];
}

/** Return the lines that the selection touches. */
export function linesOf(text, start, end) {
  return text.slice(...lineBounds(text, start, end)).split("\n");
}

/**
 * Change each line that the selection touches. A caret stays at its letter; of several lines all
 * are selected afterwards.
 */
export function eachLine(text, start, end, change) {
  const [from, to] = lineBounds(text, start, end);
  const lines = text.slice(from, to).split("\n");
  const insert = lines.map(change).join("\n");
  if (lines.length > 1) return { from, to, insert, selection: [from, from + insert.length] };
  const moved = (place) => Math.max(from, from + insert.length - (to - Math.min(place, to)));
  return { from, to, insert, selection: [moved(start), moved(end)] };
}

function isOneLine(text, start, end) {
  return linesOf(text, start, end).length === 1;
}
