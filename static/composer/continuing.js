/** Enter: lists, task lists, numbers, quotes and the indentation of code go on by themselves. */

const PREFIX =
  /^((?:[ \t]*>)*)([ \t]*)(?:([-*+])([ \t]+)(\[[ xX]\][ \t]+)?|(\d{1,9})([.)])([ \t]+))?/;
const FENCE = /^[ \t]*(?:>[ \t]*)*(`{3,}|~{3,})/gm;

/**
 * Return the edit that Enter at `caret` makes, or null where it makes just a new line.
 *
 * In an empty item it ends the list or the quote instead of going on with it.
 */
export function continueLine(text, caret) {
  const start = text.lastIndexOf("\n", caret - 1) + 1;
  const found = text.indexOf("\n", caret);
  const line = text.slice(start, found === -1 ? text.length : found);
  if (isInCode(text, start)) return continued(caret, /^[ \t]*/.exec(line)[0], caret - start);
  const [whole, quotes, space, bullet, gap, box, number, dot, numberGap] = PREFIX.exec(line);
  const isItem = bullet !== undefined || number !== undefined;
  if (!isItem && !quotes) return null;
  if (caret < start + whole.trimEnd().length) return null;
  if (!line.slice(whole.length).trim() && caret >= start + whole.trimEnd().length) {
    const left = isItem && quotes ? `${quotes} ` : "";
    const place = start + left.length;
    return { from: start, to: start + line.length, insert: left, selection: [place, place] };
  }
  let marker = "";
  if (bullet !== undefined) marker = `${bullet}${gap}${box ? "[ ] " : ""}`;
  if (number !== undefined) marker = `${Number(number) + 1}${dot}${numberGap}`;
  return continued(caret, quotes + space + marker, caret - start);
}

function continued(caret, prefix, typed) {
  if (!prefix || typed < prefix.trimEnd().length) return null;
  const place = caret + 1 + prefix.length;
  return { from: caret, to: caret, insert: `\n${prefix}`, selection: [place, place] };
}

/** Whether the line that begins at `place` stands in a fenced code block. */
export function isInCode(text, place) {
  let fence = null;
  FENCE.lastIndex = 0;
  for (let found = FENCE.exec(text); found && found.index < place; found = FENCE.exec(text)) {
    const marker = found[1];
    if (fence === null) fence = marker;
    else if (marker[0] === fence[0] && marker.length >= fence.length) fence = null;
  }
  return fence !== null;
}
