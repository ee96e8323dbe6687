/** Text and preview scroll in step: the same block of the article stands at the top of both. */

import { heightsOf } from "./line_places.js";

/**
 * Return where `height` of one pane is in the other.
 *
 * `pairs` are [here, there], pixels from the top of both panes; they are put in order, and places
 * that would go backwards are passed over. Between two pairs it goes evenly.
 */
export function counterpart(pairs, height) {
  let [before, beforeThere] = [0, 0];
  for (const [here, there] of pairs) {
    if (here <= before || there < beforeThere) continue;
    if (height < here) {
      const share = (height - before) / (here - before);
      return beforeThere + share * (there - beforeThere);
    }
    [before, beforeThere] = [here, there];
  }
  return beforeThere;
}

/** Scroll each pane as the author scrolls the other. */
export function attachScrolling(composer) {
  const { textarea, element } = composer;
  const observer = new ResizeObserver(() => forget());
  let watched = null;
  let known = null;
  // The place that each pane was sent to: an event about arriving there is not the author's.
  const sent = { text: null, page: null };

  const forget = () => {
    known = null;
  };

  const pairs = () => {
    if (known) return known;
    const page = composer.frame.document();
    const blocks = composer.frame.blocks();
    const lines = blocks.map(({ line }) => line);
    const isAscending = lines.every((line, index) => !index || lines[index - 1] <= line);
    const ordered = isAscending ? blocks : blocks.toSorted((one, other) => one.line - other.line);
    const heights = heightsOf(textarea, ordered.map(({ line }) => line));
    const { scrollTop, scrollHeight } = page.documentElement;
    known = ordered.map(({ element: block }, index) => [
      heights[index],
      block.getBoundingClientRect().top + scrollTop,
    ]);
    known.push([textarea.scrollHeight, scrollHeight]);
    return known;
  };

  const fromText = () => {
    if (!composer.panes.isSplit() || !composer.frame.document()) return;
    if (isEcho("text", textarea.scrollTop)) return;
    const page = composer.frame.document().documentElement;
    send("page", page, wanted(textarea, page, pairs()));
  };

  const fromPage = () => {
    const page = composer.frame.document().documentElement;
    if (!composer.panes.isSplit() || isEcho("page", page.scrollTop)) return;
    const back = pairs().map(([here, there]) => [there, here]);
    send("text", textarea, wanted(page, textarea, back));
  };

  function isEcho(name, top) {
    // Kept, since several events may tell of the same arrival.
    if (sent[name] !== null && Math.abs(sent[name] - top) < 2) return true;
    sent[name] = null;
    return false;
  }

  function send(name, pane, top) {
    const bounded = Math.min(Math.max(top, 0), pane.scrollHeight - pane.clientHeight);
    if (Math.abs(pane.scrollTop - bounded) < 1) return;
    pane.scrollTo({ top: bounded, behavior: "instant" });
    sent[name] = pane.scrollTop;
  }

  textarea.addEventListener("scroll", fromText, { passive: true });
  element.addEventListener("composer:shown", () => {
    forget();
    const page = composer.frame.document();
    if (page !== watched) {
      watched = page;
      page.addEventListener("scroll", fromPage, { passive: true });
      observer.disconnect();
      observer.observe(textarea);
      observer.observe(page.getElementById("page-content"));
    }
    sent.text = null;
    fromText();
  });
  composer.onText(forget);
}

// Pixels. A caret in the last line does not scroll the field's padding away.
const NEAR_THE_END = 40;

/** Where the other pane has to go; the ends of both belong together. */
function wanted(from, to, pairs) {
  if (from.scrollTop <= 0) return 0;
  const left = from.scrollHeight - from.clientHeight - from.scrollTop;
  if (left <= NEAR_THE_END) return to.scrollHeight;
  return counterpart(pairs, from.scrollTop);
}
