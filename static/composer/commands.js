/**
 * Everything the toolbar and the shortcuts do, in the toolbar's order.
 *
 * A command is {name, keys, group, edit?, run?, isOn?}: `edit(text, start, end, composer)` gives
 * an edit of the text, `run(composer)` does something else; `isOn` says whether its button is
 * pressed. `keys` are all held with Ctrl, or with Command on Apple's machines: "KeyB",
 * "shift KeyX", in the names of `KeyboardEvent.code`. Letters go by what they type; digits, and
 * letters of layouts that have no Latin ones, by their place.
 */

import { insertTable, toggleCodeBlock, toggleDisplayFormula, toggleLink } from "./blocks.js";
import * as lines from "./lines.js";
import * as marks from "./marks.js";

const mark = (name, keys, sign) => ({
  name,
  keys,
  group: "words",
  edit: (text, start, end) => marks.toggleMark(text, start, end, sign),
  isOn: (text, start, end) => marks.isMarked(text, start, end, sign),
});

const list = (name, keys, kind) => ({
  name,
  keys,
  group: "lines",
  edit: (text, start, end) => lines.toggleList(text, start, end, kind),
  isOn: (text, start, end) => lines.isList(text, start, end, kind),
});

export const COMMANDS = [
  mark("bold", ["KeyB"], marks.BOLD),
  mark("italic", ["KeyI"], marks.ITALIC),
  mark("struck", ["shift KeyX"], marks.STRUCK),
  mark("code", ["KeyE"], marks.CODE),
  mark("formula", ["KeyM"], marks.FORMULA),
  { name: "link", keys: ["KeyK"], group: "words", edit: toggleLink },
  {
    name: "heading",
    keys: ["shift KeyH"],
    group: "lines",
    edit: lines.cycleHeading,
    isOn: (text, start, end) => lines.headingLevel(text, start, end) > 0,
  },
  list("bullets", ["shift Digit8"], lines.BULLETS),
  list("numbers", ["shift Digit7"], lines.NUMBERS),
  list("tasks", ["shift Digit6"], lines.TASKS),
  {
    name: "quote",
    keys: ["shift Digit9", "shift Period"],
    group: "lines",
    edit: lines.toggleQuote,
    isOn: lines.isQuote,
  },
  { name: "codeBlock", keys: ["shift KeyE"], group: "blocks", edit: toggleCodeBlock },
  { name: "displayFormula", keys: ["shift KeyM"], group: "blocks", edit: toggleDisplayFormula },
  {
    name: "table",
    keys: [],
    group: "blocks",
    edit: (text, start, end, composer) =>
      insertTable(text, start, end, composer.translate("column")),
  },
  { name: "upload", keys: [], group: "blocks", run: (composer) => composer.chooseFiles() },
  {
    name: "preview",
    keys: ["shift KeyP"],
    group: "view",
    run: (composer) => composer.panes.toggle(),
    isOn: (_text, _start, _end, composer) => composer.panes.isPreviewShown(),
  },
  {
    name: "fullScreen",
    keys: ["shift KeyF"],
    group: "view",
    run: (composer) => composer.fullScreen.toggle(),
    isOn: (_text, _start, _end, composer) => composer.fullScreen.isOn(),
  },
  { name: "help", keys: ["Slash"], group: "view", run: (composer) => composer.showHelp() },
];

/** Commands without a button. */
export const HIDDEN = [
  { name: "save", keys: ["KeyS"], run: (composer) => composer.save() },
  ...[1, 2, 3, 4, 5, 6].map((level) => ({
    name: `heading${level}`,
    keys: [`alt Digit${level}`],
    edit: (text, start, end) => lines.toggleHeading(text, start, end, level),
  })),
];
