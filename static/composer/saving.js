/**
 * Keeps what is typed: in this browser at once, on the server every few seconds, when the tab is
 * hidden and when it is closed. Typing never waits for either.
 */

import { timeOf } from "./clock.js";
import { keptFields } from "./kept_fields.js";
import * as leftovers from "./leftovers.js";
import { discardJson, postJson } from "./requests.js";
import { sendLeftovers } from "./sending_leftovers.js";

const TO_BROWSER = 500; // milliseconds from a change
const TO_SERVER = 3000;
const FIRST_RETRY = 2000; // doubled from one to the next
const LAST_RETRY = 60000;
const PATIENCE = 20000; // milliseconds that the server may take to answer,
const SLOWEST = 10; // and a connection of so many bytes a millisecond to send the text
const LARGEST_PARTING = 60000; // bytes; browsers send 64 kB for a page that is being closed

/**
 * `composer.saving` then has `flush()`, which keeps what is typed now and says whether the server
 * has it, and `rest()`, after which nothing is sent until something is typed.
 */
export function attachSaving(composer) {
  const { element, form, config } = composer;
  const { tab } = config;
  const user = config.user.id;
  const line = makeLine(composer);
  let { post } = config;
  let number = 0; // of the newest state
  let newest = ""; // the newest state, as JSON
  let confirmed = ""; // what the server has, or had from the beginning
  let stored = null; // the form as the stored article fills it; null if it began otherwise
  let discard = null; // the address that discards this tab's copy, once there is one
  let inBrowser = null; // what the browser has; null if it has nothing or refuses
  let isRefused = false; // the browser keeps nothing
  let running = null; // the request on its way
  let timers = { browser: 0, server: 0 };
  let retry = FIRST_RETRY;

  const tabField = form.elements.namedItem("tab");
  if (tabField) tabField.value = tab; // not what the browser restored of an earlier page
  const takenUp = Number(form.elements.namedItem("unsaved_copy")?.value) || null;

  const isKept = () => newest === confirmed;
  const state = () => ({ post, number, fields: JSON.parse(newest) });

  /** Read the form; a state that differs from the one before gets a larger number. */
  function look() {
    const now = JSON.stringify(keptFields(form));
    if (now === newest) return;
    newest = now;
    number = Math.max(Date.now(), number + 1);
  }

  function changed() {
    timers.browser ||= setTimeout(toBrowser, TO_BROWSER);
    if (!running) timers.server ||= setTimeout(toServer, TO_SERVER);
  }

  function toBrowser() {
    clearTimeout(timers.browser);
    timers.browser = 0;
    look();
    if (isKept() || newest === inBrowser) return;
    isRefused = !leftovers.put(user, tab, state());
    inBrowser = isRefused ? null : newest;
    if (isRefused) line.trouble(composer.translate("browserFull"));
  }

  /** Send the newest state, unless the server has it; return what the server said of it. */
  async function toServer({ isParting = false } = {}) {
    clearTimeout(timers.server);
    timers.server = 0;
    toBrowser();
    if (isKept() && !running) return settle();
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const sent = { text: newest, number };
    const data = { user, tab, taken_up: takenUp, ...state() };
    const size = sizeOf(data);
    const options = { keepalive: isParting && size < LARGEST_PARTING };
    const timeout = AbortSignal.timeout(PATIENCE + size / SLOWEST);
    const signal = AbortSignal.any([mine.signal, timeout]);
    if (line.isQuiet()) line.quiet(composer.translate("notKeptYet"));
    try {
      // Nothing is left to keep of a form that is as it was; it must not be offered later.
      const isUndone = discard !== null && sent.text === stored;
      const answer = isUndone
        ? await discardJson(composer, discard, signal, options)
        : await postJson(composer, config.urls.unsaved, data, signal, options);
      if (running !== mine) return "superseded";
      running = null;
      retry = FIRST_RETRY;
      confirmed = sent.text;
      leftovers.drop(user, tab, sent.number);
      inBrowser = null;
      discard = isUndone ? null : answer.discard;
      const time = isUndone ? "" : timeOf(answer.saved_at);
      line.quiet(time && composer.translate("keptAt", { time }));
      if (post !== config.post) line.trouble(composer.translate("articleGone"));
      else if (isRefused) line.trouble(composer.translate("browserFull"));
      look();
      if (!isKept()) changed();
      return "kept";
    } catch (error) {
      if (running !== mine) return "superseded";
      running = null;
      return failed(error);
    }
  }

  function settle() {
    leftovers.drop(user, tab, number);
    inBrowser = null;
    return "kept";
  }

  function failed(error) {
    if (error.status === 404 && post !== null) {
      post = null; // deleted: the text becomes that of a new article
      return toServer();
    }
    const isUnreachable = !error.status || error.status >= 500;
    if (isRefused) {
      line.trouble(composer.translate("keptNowhere", { reason: error.message }));
    } else if (error.isLogin) {
      line.trouble(composer.translate("keptHereLoggedOut"));
    } else if (isUnreachable) {
      line.trouble(composer.translate("keptHere"));
    } else {
      line.trouble(composer.translate("keptHereRefused", { reason: error.message }));
    }
    timers.server = setTimeout(toServer, error.isLogin ? LAST_RETRY : retry);
    retry = Math.min(retry * 2, LAST_RETRY);
    return "failed";
  }

  function again() {
    retry = FIRST_RETRY;
    look();
    if (!isKept()) toServer();
    sendLeftovers(composer);
  }

  composer.saving = {
    flush: async () => {
      let outcome = await toServer();
      while (outcome === "superseded") outcome = await toServer();
      return outcome;
    },
    rest: () => {
      clearTimeout(timers.browser);
      clearTimeout(timers.server);
      timers = { browser: 0, server: 0 };
      element.dataset.saving = "resting";
    },
  };

  look();
  const isTyped = isTypedInto(form); // before these scripts had come
  if (!isTyped && !takenUp && !form.querySelector(".errornote")) stored = newest;
  leftovers.liveAs(tab);
  // A refused save brings the form back under the same tab; what it sent may not be kept yet.
  const isLeftOver = leftovers.all(user).some(([other]) => other === tab);
  if (isTyped || isLeftOver) changed();
  else confirmed = newest;
  sendLeftovers(composer);

  const typed = () => {
    delete element.dataset.saving;
    changed();
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  // Select2 tells of its changes by jQuery only.
  globalThis.django?.jQuery?.(form).on("change", typed);
  const leave = () => {
    look();
    if (!isKept() && element.dataset.saving !== "resting") toServer({ isParting: true });
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  globalThis.addEventListener("pagehide", leave);
  globalThis.addEventListener("online", again);
  element.addEventListener("composer:logged-in", again);
  globalThis.addEventListener("beforeunload", (event) => {
    if (element.dataset.saving === "resting") return;
    toBrowser();
    if (!isKept() && newest !== inBrowser) event.preventDefault();
  });
}

/** Return whether a text of the form is another than the server sent. */
function isTypedInto(form) {
  const kept = keptFields(form);
  return [...form.elements].some(({ name, type, value, defaultValue }) =>
    name in kept && type !== "checkbox" && (defaultValue ?? value) !== value);
}

function sizeOf(data) {
  return new TextEncoder().encode(JSON.stringify(data)).length;
}

/** The part of the status line about the text: quiet while all is well, read aloud if not. */
function makeLine(composer) {
  const kept = document.createElement("span");
  kept.className = "composer-kept";
  const trouble = document.createElement("span");
  trouble.className = "composer-kept composer-error";
  trouble.setAttribute("role", "status");
  composer.statusLine.append(kept, trouble);
  return {
    isQuiet: () => trouble.textContent === "",
    quiet: (message) => {
      kept.textContent = message;
      trouble.textContent = "";
    },
    trouble: (message) => {
      if (trouble.textContent !== message) trouble.textContent = message;
      kept.textContent = "";
    },
  };
}
