/** The article's form as the server's endpoints for previews and unsaved copies take it. */

const TEXTS = [
  "title", "slug", "body", "summary", "language", "category", "series", "series_position",
  "cover", "translation_of", "status", "published_at_0", "published_at_1", "canonical_url",
];

/** Return what the form holds now: texts, `tags` as names and `bylines` as ids in their order. */
export function fieldsOf(form) {
  const data = new FormData(form);
  const fields = {};
  for (const name of TEXTS) fields[name] = String(data.get(name) ?? "");
  fields.tags = data.getAll("tags").map(String);
  fields.bylines = bylinesOf(data);
  return fields;
}

/** The chosen authors by the places they are given; those without one come last. */
function bylinesOf(data) {
  const chosen = [];
  const total = Number(data.get("bylines-TOTAL_FORMS") ?? 0);
  for (let index = 0; index < total; index += 1) {
    const author = data.get(`bylines-${index}-author`);
    if (!author || data.has(`bylines-${index}-DELETE`)) continue;
    chosen.push({ author: String(author), place: Number(data.get(`bylines-${index}-place`)) });
  }
  chosen.sort((one, other) => (one.place || Infinity) - (other.place || Infinity) || 0);
  return chosen.map(({ author }) => author);
}
