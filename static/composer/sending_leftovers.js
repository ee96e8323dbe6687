/** Texts that earlier tabs of this browser could not bring to the server. */

import { holdsArticle } from "./kept_fields.js";
import * as leftovers from "./leftovers.js";
import { postJson } from "./requests.js";

const PATIENCE = 60000; // milliseconds that the server may take to answer

/** Give the server what is left of the user's, and offer what is of this article. */
export async function sendLeftovers(composer) {
  const { tab, post, urls } = composer.config;
  const user = composer.config.user.id;
  const live = await leftovers.liveTabs();
  for (const [other, left] of leftovers.all(user)) {
    if (other === tab || live.has(other)) continue;
    if ([null, post].includes(left.post) && holdsArticle(composer.form, left.fields)) {
      // Sent with a save, by a browser that was not told before it left the page.
      leftovers.drop(user, other, left.number);
      continue;
    }
    const send = (changes) => {
      const data = { user, tab: other, ...left, ...changes };
      return postJson(composer, urls.unsaved, data, AbortSignal.timeout(PATIENCE));
    };
    try {
      const answer = await send({}).catch((error) => {
        // Deleted, or not the author's any more: it can still become a new article.
        if (![403, 404].includes(error.status) || error.isLogin) throw error;
        return send({ post: null });
      });
      leftovers.drop(user, other, left.number);
      if (left.post === post) offer(composer, answer);
    } catch {
      return; // It stays where it is, for the next time.
    }
  }
}

/** Offer a copy above the form, unless the server knew of it when it made the page. */
function offer(composer, { page, take_up: takeUp }) {
  if ([...document.links].some((one) => one.getAttribute("href") === page)) return;
  const section = document.createElement("section");
  section.className = "module unsaved composer-found";
  const heading = document.createElement("h2");
  heading.textContent = composer.translate("foundHeading");
  const said = document.createElement("p");
  said.textContent = composer.translate("foundHere");
  const links = document.createElement("p");
  const link = (text, address) => {
    const made = document.createElement("a");
    made.href = address;
    made.textContent = text;
    links.append(made, " ");
  };
  link(composer.translate("takeUp"), takeUp);
  link(composer.translate("differences"), page);
  section.append(heading, said, links);
  composer.form.prepend(section);
}
