/**
 * Edits of a textarea that the browser's own undo knows.
 *
 * An edit is {from, to, insert, selection: [start, end]}: the characters between `from` and `to`
 * become `insert`, and then `selection` is selected. All numbers are UTF-16 places, as the DOM
 * counts them. The modules that make edits are pure functions of a text and a selection.
 */

/** Return what `edit` makes of `text`: {text, selection}. */
export function applied(text, edit) {
  return {
    text: text.slice(0, edit.from) + edit.insert + text.slice(edit.to),
    selection: edit.selection,
  };
}

/** Return the same edit without what it would replace by itself at both ends. */
export function trimmed(text, edit) {
  let { from, to, insert } = edit;
  let same = 0;
  const shorter = Math.min(to - from, insert.length);
  while (same < shorter && text[from + same] === insert[same]) same += 1;
  // Never between the halves of a surrogate pair.
  if (same && isHighSurrogate(insert.charCodeAt(same - 1))) same -= 1;
  from += same;
  insert = insert.slice(same);
  same = 0;
  const left = Math.min(to - from, insert.length);
  while (same < left && text[to - 1 - same] === insert[insert.length - 1 - same]) same += 1;
  if (same && isLowSurrogate(insert.charCodeAt(insert.length - same))) same -= 1;
  return {
    from,
    to: to - same,
    insert: insert.slice(0, insert.length - same),
    selection: edit.selection,
  };
}

/**
 * Do `edit` in `textarea` as one step of its undo history, and focus it.
 *
 * `execCommand` is deprecated, but nothing else that a page can do enters the history: assigning
 * `value` and `setRangeText` both cut it off. Where a browser refuses, the text matters more than
 * the history.
 */
export function perform(textarea, edit) {
  const { from, to, insert } = trimmed(textarea.value, edit);
  textarea.focus({ preventScroll: true });
  if (from !== to || insert) {
    textarea.setSelectionRange(from, to);
    // Firefox takes an empty insertText for done and deletes nothing.
    const done = insert
      ? document.execCommand("insertText", false, insert)
      : document.execCommand("delete");
    if (!done) {
      textarea.setRangeText(insert, from, to, "end");
      textarea.dispatchEvent(
        new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }),
      );
    }
  }
  textarea.setSelectionRange(...edit.selection);
}

/**
 * Replace a range that the author is not at: selection, scroll and focus stay where they are.
 */
export function performAside(textarea, from, to, insert) {
  const focused = document.activeElement;
  const top = textarea.scrollTop;
  const moved = (place) => {
    if (place <= from) return place;
    return place >= to ? place + insert.length - (to - from) : from + insert.length;
  };
  const selection = [moved(textarea.selectionStart), moved(textarea.selectionEnd)];
  perform(textarea, { from, to, insert, selection });
  textarea.scrollTop = top;
  if (focused !== textarea && focused instanceof HTMLElement) {
    focused.focus({ preventScroll: true });
  }
}

/**
 * Close a dialog and go on in the text. Closing gives Chromium's focus back to the field without
 * its caret: it would stand at the beginning, and keys would go nowhere.
 */
export function closeDialog(dialog, textarea) {
  const { selectionStart, selectionEnd, selectionDirection } = textarea;
  dialog.close();
  textarea.focus({ preventScroll: true });
  textarea.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
}

function isHighSurrogate(unit) {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit) {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
