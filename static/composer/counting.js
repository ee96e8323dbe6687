/**
 * How long a text is: Chinese by characters, English by words.
 *
 * Counted in pieces while the browser is idle, so that typing never waits for it.
 */

const ALONE = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}]";
const LETTERS = `(?:(?!${ALONE})[\\p{L}\\p{N}\\p{M}])+`;
const CHARACTERS = new RegExp(ALONE, "gu");
const WORDS = new RegExp(`${LETTERS}(?:['’_.-]${LETTERS})*`, "gu");
const VISIBLE = /\S/gu;
const PIECE = 20_000; // characters counted at once: about two milliseconds
const DELAY = 250; // milliseconds after the last change

/**
 * Count a text: `words` are Chinese characters and English words together, `characters` all
 * characters but spaces.
 */
export function count(text) {
  const matches = (pattern) => text.match(pattern)?.length ?? 0;
  return { words: matches(CHARACTERS) + matches(WORDS), characters: matches(VISIBLE) };
}

/** Cut a text into pieces of about `size`, never inside a word or a character of two units. */
export function* pieces(text, size = PIECE) {
  let from = 0;
  while (from < text.length) {
    let to = from + size;
    while (to < text.length && !/\s/.test(text[to]) && to < from + 2 * size) to += 1;
    const unit = text.charCodeAt(to);
    if (unit >= 0xdc00 && unit <= 0xdfff) to += 1;
    yield text.slice(from, to);
    from = to;
  }
}

/** Keep the count of the composer's text in its status line. */
export function attachCounting(composer) {
  const place = document.createElement("span");
  place.className = "composer-count";
  composer.statusLine.append(place);
  const number = new Intl.NumberFormat(document.documentElement.lang || undefined);
  const idle = window.requestIdleCallback ?? ((run) => setTimeout(run, 1));
  let timer = 0;
  let round = 0;

  const start = () => {
    round += 1;
    const mine = round;
    const rest = pieces(composer.textarea.value);
    const sum = { words: 0, characters: 0 };
    const goOn = () => {
      if (mine !== round) return;
      const { value: piece, done } = rest.next();
      if (done) {
        place.textContent = composer.translate("count", {
          words: number.format(sum.words),
          characters: number.format(sum.characters),
        });
        return;
      }
      const found = count(piece);
      sum.words += found.words;
      sum.characters += found.characters;
      idle(goOn);
    };
    goOn();
  };
  composer.onText(() => {
    clearTimeout(timer);
    timer = setTimeout(start, DELAY);
  });
  start();
}
