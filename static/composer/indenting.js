/** Tab and Shift+Tab: items of lists go deeper or come back, other lines move by four spaces. */

import { eachLine, lineBounds } from "./lines.js";

const STEP = 4; // spaces
const ITEM = /^([ \t]*)((?:[-*+]|\d{1,9}[.)])[ \t]+)/;

/** Move the selected lines to the right; a caret in a plain line gets spaces to the next stop. */
export function indent(text, start, end) {
  const [from, to] = lineBounds(text, start, end);
  const chosen = text.slice(from, to);
  if (start === end && !ITEM.test(chosen)) {
    const spaces = " ".repeat(STEP - ((start - from) % STEP));
    const caret = start + spaces.length;
    return { from: start, to: end, insert: spaces, selection: [caret, caret] };
  }
  const shift = " ".repeat(ITEM.test(chosen) ? depthBelow(text, from, chosen) : STEP);
  return eachLine(text, start, end, (line) => (line.trim() ? shift + line : line));
}

/** Move the selected lines to the left, as far as they have room. */
export function outdent(text, start, end) {
  const [from, to] = lineBounds(text, start, end);
  const first = text.slice(from, to);
  const room = /^ */.exec(first)[0].length;
  const step = ITEM.test(first) ? Math.min(room, depthAbove(text, from, room)) : STEP;
  const spaces = new RegExp(`^(?:\\t| {1,${Math.max(step, 1)}})`);
  return eachLine(text, start, end, (line) => line.replace(spaces, ""));
}

/** How far an item moves to stand below the one before it: as wide as that one's marker. */
function depthBelow(text, from, line) {
  const own = ITEM.exec(line);
  for (const item of itemsBefore(text, from)) {
    if (item[1].length <= own[1].length) return item[1].length + item[2].length - own[1].length;
  }
  return own[2].length;
}

/** How far an item moves back to stand beside the one that it is below. */
function depthAbove(text, from, room) {
  for (const item of itemsBefore(text, from)) {
    if (item[1].length < room) return room - item[1].length;
  }
  return STEP;
}

/** The items above a place, nearest first, as far as the list goes. */
function* itemsBefore(text, from) {
  let stop = from - 1;
  while (stop >= 0) {
    const start = text.lastIndexOf("\n", stop - 1) + 1;
    const line = text.slice(start, stop);
    const item = ITEM.exec(line);
    if (item) yield item;
    else if (line.trim() && !/^[ \t]/.test(line)) return;
    stop = start - 1;
  }
}
