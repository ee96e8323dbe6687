/** The article's form as an unsaved copy keeps it: each name with the list of its values. */

import { fieldsOf } from "./fields.js";

const HIDDEN = ["base_version", "base_revision", "base_state"];
const NOTES = ["revision_note", "review_note", "update_note"];
const TICKED = ["significant", "backdate"];
const OF_SAVE = [...HIDDEN, ...NOTES, ...TICKED];
const FILLED_IN = ["slug", "published_at_0", "published_at_1", "bylines"]; // if the author does not

/** Return what the form holds; names of fields that this form has not are left out. */
export function keptFields(form) {
  const has = (name) => form.elements.namedItem(name) !== null;
  const kept = {};
  for (const [name, value] of Object.entries(fieldsOf(form))) {
    const isThere = name === "bylines" ? has("bylines-0-author") : has(name);
    if (isThere) kept[name] = Array.isArray(value) ? value : [value];
  }
  for (const name of [...HIDDEN, ...NOTES]) {
    if (has(name)) kept[name] = [form.elements.namedItem(name).value];
  }
  for (const name of TICKED) {
    if (has(name)) kept[name] = form.elements.namedItem(name).checked ? ["on"] : [];
  }
  return kept;
}

/** Return whether the form holds the article that is in `fields`, as it would be once saved. */
export function holdsArticle(form, fields) {
  const now = keptFields(form);
  return Object.entries(fields).every(([name, values]) => {
    if (OF_SAVE.includes(name)) return true;
    const isLeftToServer = FILLED_IN.includes(name) && values.join("") === "";
    return isLeftToServer || JSON.stringify(values) === JSON.stringify(now[name]);
  });
}
