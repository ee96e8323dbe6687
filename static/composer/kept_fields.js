/** The article's form as an unsaved copy keeps it: each name with the list of its values. */

import { fieldsOf } from "./fields.js";

const HIDDEN = ["base_version", "base_revision", "base_state"];
const NOTES = ["revision_note", "review_note"];
const TICKED = ["significant", "backdate"];

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
