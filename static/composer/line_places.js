/** Where lines of the source stand in a textarea, soft wrapping included. */

const COPIED = [
  "fontFamily", "fontSize", "fontWeight", "fontStyle", "fontVariantLigatures", "letterSpacing",
  "wordSpacing", "lineHeight", "tabSize", "textIndent", "textTransform", "wordBreak",
  "overflowWrap", "lineBreak", "direction", "paddingTop", "paddingLeft", "paddingRight",
];

/** Characters that are laid out a second time to measure them; beyond, lines count as equal. */
const LONGEST_MEASURED = 100_000;

/** Return the place where each of `lines` (from 1, ascending) begins in `text`. */
export function startsOf(text, lines) {
  const starts = [];
  let line = 1;
  let place = 0;
  for (const wanted of lines) {
    while (line < wanted) {
      const found = text.indexOf("\n", place);
      if (found === -1) break;
      place = found + 1;
      line += 1;
    }
    starts.push(line < wanted ? text.length : place);
  }
  return starts;
}

/**
 * Return how many pixels below the top of the textarea's content each of `lines` begins.
 *
 * The text is laid out once more in an element of the same width and font.
 */
export function heightsOf(textarea, lines) {
  const text = textarea.value;
  if (text.length > LONGEST_MEASURED) return estimated(textarea, text, lines);
  const mirror = mirrorOf(textarea);
  const starts = startsOf(text, lines);
  const parts = [0, ...starts].map((start, index) => {
    const part = document.createElement("div");
    const stop = index < starts.length ? starts[index] : text.length;
    // A block does not show its last line break, which here ends a line that counts.
    const words = text.slice(start, stop);
    part.textContent = words.endsWith("\n") || !words ? words : `${words}\n`;
    return part;
  });
  mirror.replaceChildren(...parts);
  const heights = parts.slice(1).map((part) => part.offsetTop);
  mirror.remove();
  return heights;
}

/** Select what a place in the text is about, and bring it into the middle of the field. */
export function selectPlace(textarea, line, column) {
  const [start] = startsOf(textarea.value, [line]);
  const found = textarea.value.indexOf("\n", start);
  const end = found === -1 ? textarea.value.length : found;
  const from = Math.min(start + Math.max(column - 1, 0), end);
  const [height] = heightsOf(textarea, [line]);
  textarea.focus({ preventScroll: true });
  textarea.setSelectionRange(from, end);
  textarea.scrollTop = Math.max(0, height - textarea.clientHeight / 3);
  textarea.scrollIntoView({ block: "nearest" });
}

function mirrorOf(textarea) {
  const mirror = document.createElement("div");
  mirror.className = "composer-mirror";
  mirror.setAttribute("aria-hidden", "true");
  const style = getComputedStyle(textarea);
  for (const name of COPIED) mirror.style[name] = style[name];
  mirror.style.width = `${textarea.clientWidth}px`;
  textarea.parentElement.append(mirror);
  return mirror;
}

function estimated(textarea, text, lines) {
  let total = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) total += 1;
  return lines.map((line) => ((line - 1) / total) * textarea.scrollHeight);
}
