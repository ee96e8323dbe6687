/**
 * Marks around words: bold, italic, struck out, code and formulas in a line.
 *
 * Every function takes a text and the places where its selection begins and ends, and gives an
 * edit (see editing.js).
 */

export const BOLD = "**";
export const ITALIC = "*";
export const STRUCK = "~~";
export const CODE = "`";
export const FORMULA = "$";

/** What stands before the words of a line: quote marks, a list's marker, a heading's. */
const LINE_PREFIX =
  /^[ \t]*(?:>[ \t]?)*(?:#{1,6}[ \t]+|(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?/;

/** Put `mark` around the selection, or take it away from there. */
export function toggleMark(text, start, end, mark) {
  return text.slice(start, end).includes("\n")
    ? toggleLines(text, start, end, mark)
    : toggleWords(text, start, end, mark);
}

/** Return whether the selection, or the word at the caret, has `mark`. */
export function isMarked(text, start, end, mark) {
  if (text.slice(start, end).includes("\n")) {
    const parts = partsOfLines(text, start, end);
    return parts.length > 0 && parts.every(([from, to]) => isWrapped(text, from, to, mark));
  }
  const [from, to] = withoutSpace(text, start, end);
  return isWrapped(text, from, to, mark) || spanAround(text, from, to, mark) !== null;
}

function toggleWords(text, start, end, mark) {
  const [from, to] = withoutSpace(text, start, end);
  const size = mark.length;
  if (from === to) return toggleAtCaret(text, from, mark);
  if (isWrapped(text, from, to, mark)) {
    const { inner, lead } = unwrapped(text.slice(from, to), mark);
    return replaced(from, to, inner, [from, to - 2 * lead]);
  }
  const span = spanAround(text, from, to, mark);
  if (span) return withoutSpan(text, span, size, [from - size, to - size]);
  const chosen = text.slice(from, to);
  const around = marksFor(chosen, mark);
  const insert = around.open + chosen + around.close;
  const shift = around.open.length;
  return replaced(from, to, insert, [from + shift, to + shift]);
}

function toggleAtCaret(text, caret, mark) {
  const size = mark.length;
  const span = spanAround(text, caret, caret, mark);
  if (span) {
    const [open, close] = span;
    // At the end of what was just typed, the author wants to go on without the mark.
    if (caret === close && close > open + size) {
      return { from: caret, to: caret, insert: "", selection: [caret + size, caret + size] };
    }
    return withoutSpan(text, span, size, [caret - size, caret - size]);
  }
  const [from, to] = wordAt(text, caret);
  const word = text.slice(from, to);
  return replaced(from, to, mark + word + mark, [caret + size, caret + size]);
}

function toggleLines(text, start, end, mark) {
  const parts = partsOfLines(text, start, end);
  if (!parts.length) return replaced(start, end, text.slice(start, end), [start, end]);
  const off = parts.every(([from, to]) => isWrapped(text, from, to, mark));
  const begin = parts[0][0];
  const finish = parts[parts.length - 1][1];
  let insert = "";
  let done = begin;
  for (const [from, to] of parts) {
    const words = text.slice(from, to);
    const wrapped = isWrapped(text, from, to, mark);
    insert += text.slice(done, from);
    if (off) insert += unwrapped(words, mark).inner;
    else if (wrapped) insert += words;
    else insert += marksFor(words, mark).open + words + marksFor(words, mark).close;
    done = to;
  }
  return replaced(begin, finish, insert, [begin, begin + insert.length]);
}

/** The words of each selected line that has any: [from, to] without prefix and outer space. */
function partsOfLines(text, start, end) {
  const parts = [];
  let from = start;
  while (from <= end) {
    const found = text.indexOf("\n", from);
    const stop = found === -1 || found > end ? end : found;
    const lineStart = text.lastIndexOf("\n", from - 1) + 1;
    const prefix = LINE_PREFIX.exec(text.slice(lineStart, stop))[0].length;
    const part = withoutSpace(text, Math.max(from, Math.min(lineStart + prefix, stop)), stop);
    if (part[0] < part[1]) parts.push(part);
    from = stop + 1;
  }
  return parts;
}

/** Whether the words from `from` to `to` begin and end with the mark, and with no other like it. */
function isWrapped(text, from, to, mark) {
  const words = text.slice(from, to);
  const size = mark.length;
  if (words.length <= 2 * size || !words.startsWith(mark) || !words.endsWith(mark)) return false;
  const lead = runLength(words, 0, mark[0], 1);
  const tail = runLength(words, words.length - 1, mark[0], -1);
  if (lead >= words.length || !carries(Math.min(lead, tail), mark)) return false;
  // A second pair inside means that the outer two are not partners: **a** and **b**.
  const inside = words.slice(lead, words.length - tail);
  const others = inside.split(/[^*~`$]+/).filter((run) => run[0] === mark[0]);
  return !others.some((run) => (mark === CODE ? run.length === lead : carries(run.length, mark)));
}

function unwrapped(words, mark) {
  const lead = mark.length;
  let inner = words.slice(lead, words.length - lead);
  if (mark === CODE) inner = inner.replace(/^`+ ?| ?`+$/g, "");
  return { inner, lead: (words.length - inner.length) / 2 };
}

/** Whether a run of `count` mark characters contains the mark: *** is both bold and italic. */
function carries(count, mark) {
  if (mark === BOLD) return count >= 2;
  if (mark === ITALIC) return count % 2 === 1;
  if (mark === FORMULA) return count === 1;
  return count >= mark.length;
}

/**
 * Find the pair of marks in the line that the selection stands between: [place of the opening
 * mark, place of the closing one], or null.
 */
function spanAround(text, from, to, mark) {
  const lineStart = text.lastIndexOf("\n", from - 1) + 1;
  const found = text.indexOf("\n", to);
  const line = text.slice(lineStart, found === -1 ? text.length : found);
  const skipped = LINE_PREFIX.exec(line)[0].length;
  const runs = [];
  for (let place = skipped; place < line.length; place += 1) {
    if (line[place] === "\\") {
      place += 1;
      continue;
    }
    if (line[place] !== mark[0]) continue;
    const count = runLength(line, place, mark[0], 1);
    const empty = count === 2 * mark.length && place + lineStart + mark.length === from;
    if (empty && from === to) return [lineStart + place, from];
    if (carries(count, mark)) runs.push([place, count]);
    place += count - 1;
  }
  for (let index = 0; index + 1 < runs.length; index += 2) {
    const open = lineStart + runs[index][0] + runs[index][1] - mark.length;
    const close = lineStart + runs[index + 1][0];
    if (open + mark.length <= from && to <= close) return [open, close];
  }
  return null;
}

function withoutSpan(text, [open, close], size, selection) {
  return replaced(open, close + size, text.slice(open + size, close), selection);
}

/** Code that contains backticks wants more of them around it, and room. */
function marksFor(words, mark) {
  if (mark !== CODE || !words.includes("`")) return { open: mark, close: mark };
  const longest = Math.max(...words.match(/`+/g).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return { open: `${fence} `, close: ` ${fence}` };
}

/** The Latin word that the caret stands in; Chinese has no spaces to tell by. */
export function wordAt(text, caret) {
  const letter = /[\p{Script=Latin}\p{N}_'’-]/u;
  if (!letter.test(text[caret - 1] ?? "") || !letter.test(text[caret] ?? "")) return [caret, caret];
  let from = caret;
  let to = caret;
  while (from > 0 && letter.test(text[from - 1])) from -= 1;
  while (to < text.length && letter.test(text[to])) to += 1;
  return [from, to];
}

function withoutSpace(text, start, end) {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from])) from += 1;
  while (to > from && /\s/.test(text[to - 1])) to -= 1;
  return [from, to];
}

function runLength(text, place, character, step) {
  let count = 0;
  while (text[place + count * step] === character) count += 1;
  return count;
}

function replaced(from, to, insert, selection) {
  return { from, to, insert, selection };
}
