/**
 * The page in which the preview is shown: the site's style sheets in a sandboxed frame of the same
 * origin, where no script runs. Articles are put in from outside, and only what changed of them,
 * so that pictures stay and nothing jumps.
 */

import { selectPlace } from "./line_places.js";

/** Show each preview in the frame; `composer.frame` then gives its document and its lines. */
export function attachFrame(composer) {
  const frame = document.createElement("iframe");
  frame.className = "composer-frame";
  frame.title = composer.translate("preview");
  frame.setAttribute("sandbox", "allow-same-origin");
  let latest = null;
  let page = null;

  composer.frame = {
    /** The frame's document, or null until it is there. */
    document: () => page,
    /** The elements of the article whose line in the source is known: [{element, line}]. */
    blocks() {
      const body = page?.querySelector(".article-body");
      if (!body || !latest) return [];
      return [...body.children]
        .map((element, index) => ({ element, line: latest.lines[index] ?? 0 }))
        .filter(({ line }) => line > 0);
    },
  };

  const show = () => {
    if (!page || !latest) return;
    putArticle(page, latest.article);
    composer.element.dispatchEvent(new CustomEvent("composer:shown"));
  };
  frame.addEventListener("load", () => {
    if (!frame.hasAttribute("src")) return; // the empty page that every frame begins with
    const loaded = contentOf(frame);
    page = loaded?.getElementById("page-content") ? loaded : null;
    if (page === null) {
      composer.say(composer.translate("frameFailed"), { isError: true, from: "frame" });
      return;
    }
    composer.say("", { from: "frame" });
    page.addEventListener("click", (event) => follow(event, page));
    keepFilesOut(page);
    page.addEventListener("dblclick", (event) => showSource(event, composer));
    show();
  });
  const load = () => {
    if (page === null && composer.panes.isPreviewShown()) frame.src = composer.config.frame;
  };
  composer.element.addEventListener("composer:preview", ({ detail }) => {
    latest = detail;
    show();
  });
  composer.element.addEventListener("composer:view", load);
  composer.element.addEventListener("composer:logged-in", load);
  composer.preview.append(frame);
  load();
}

/** Put the HTML of an article into the frame's page, leaving what is the same in its place. */
export function putArticle(page, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("article");
  const place = page.getElementById("page-content");
  if (!fresh) return;
  const shown = place.querySelector(":scope > article");
  if (shown) patch(shown, fresh);
  else place.replaceChildren(page.adoptNode(fresh));
}

/** Make `shown` equal to `fresh`, which is used up, by replacing as few nodes as possible. */
function patch(shown, fresh) {
  for (const { name } of [...shown.attributes]) {
    if (!fresh.hasAttribute(name)) shown.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) shown.setAttribute(name, value);
  const before = [...shown.childNodes];
  const after = [...fresh.childNodes];
  while (before.length && after.length && before[0].isEqualNode(after[0])) {
    before.shift();
    after.shift();
  }
  let tail = 0;
  while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) {
    before.pop();
    after.pop();
    tail += 1;
  }
  if (before.length === 1 && after.length === 1 && areBodies(before[0], after[0])) {
    patch(before[0], after[0]);
    return;
  }
  const follower = tail ? shown.childNodes[shown.childNodes.length - tail] : null;
  for (const node of before) node.remove();
  for (const node of after) shown.insertBefore(shown.ownerDocument.adoptNode(node), follower);
}

function areBodies(one, other) {
  return one.className === "article-body" && other.className === "article-body";
}

function contentOf(frame) {
  try {
    return frame.contentDocument;
  } catch {
    return null; // a page that may not be framed
  }
}

/** Links within the article scroll to their place, all others open in a tab of their own. */
function follow(event, page) {
  const link = event.target.closest?.("a[href]");
  if (!link) return;
  event.preventDefault();
  const address = link.getAttribute("href");
  if (address.startsWith("#")) {
    page.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView();
  } else if (/^https?:$/.test(link.protocol)) {
    window.open(link.href, "_blank", "noopener");
  }
}

/** A file dropped here would take the place of the whole page. */
function keepFilesOut(page) {
  for (const kind of ["dragover", "drop"]) {
    page.addEventListener(kind, (event) => event.preventDefault());
  }
}

function showSource(event, composer) {
  const { target } = event;
  const block = composer.frame.blocks().findLast(({ element }) => element.contains(target));
  if (!block) return;
  composer.panes.showText();
  selectPlace(composer.textarea, block.line, 1);
}
