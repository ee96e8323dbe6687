/**
 * The login, which may end while somebody writes. Whichever request finds that out, the password
 * is asked for beside the text; then what failed is done again (`composer:logged-in`).
 */

import { makeLoginDialog } from "./login_dialog.js";
import { RequestError } from "./requests.js";

const PATIENCE = 10000; // milliseconds that the server may take to answer
const REST = 10000; // between two recoveries without a login; a third cause would repeat for ever

/**
 * `composer.session` then has `check()`, whether the writer is logged in, and `ask()`, which asks
 * for the password and is kept when it was given, false, or put off.
 */
export function attachSession(composer) {
  const { element, form, config } = composer;
  const again = makeAgainButton(composer);
  let isRecovering = false;
  let isPutOff = false;
  let recoveredAt = -Infinity;
  let holder = null; // who is logged in instead

  /** Return the server's word on the login; throws a `RequestError` if there is none. */
  async function request(fields) {
    let response;
    try {
      response = await fetch(config.urls.session, {
        method: fields ? "POST" : "GET",
        body: fields,
        headers: { Accept: "application/json", "X-CSRFToken": composer.csrf() },
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      throw new RequestError(composer.translate("unreachable"), 0);
    }
    const answer = await response.json().catch(() => null);
    if (response.ok && answer) return answer;
    const sentence = answer?.error ?? composer.translate("serverError", { status: response.status });
    throw new RequestError(sentence, response.status);
  }

  async function check() {
    const answer = await request();
    renew(answer.csrf);
    holder = answer.user;
    return answer.id === config.user.id;
  }

  /** Put the new token into every form of the page. */
  function renew(token) {
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
      input.value = token;
    }
  }

  async function logIn(username, password) {
    await check(); // for a token that holds
    const fields = new URLSearchParams({
      username,
      password,
      user: config.user.id,
      language: document.documentElement.lang,
    });
    renew((await request(fields)).csrf);
  }

  function cameBack() {
    isPutOff = false;
    again.hidden = true;
    composer.say(composer.translate("loggedInAgain"), { from: "session" });
    element.dispatchEvent(new CustomEvent("composer:logged-in", { bubbles: true }));
  }

  const dialog = makeLoginDialog(composer, { check, logIn });

  async function ask({ isModal = true } = {}) {
    const isIn = await dialog.ask({ isModal, holder });
    isPutOff = !isIn;
    again.hidden = isIn;
    if (isIn) cameBack();
    return isIn;
  }

  element.addEventListener("composer:logged-out", async () => {
    if (isRecovering) return;
    isRecovering = true;
    try {
      if (await check()) {
        // Logged in after all, with another token: in another tab, it seems.
        if (Date.now() - recoveredAt < REST) return;
        recoveredAt = Date.now();
        cameBack();
      } else if (!isPutOff) {
        await composer.composed();
        await ask({ isModal: false });
      }
    } catch {
      // The server cannot be reached: what is repeated then will find out again.
    } finally {
      isRecovering = false;
    }
  });
  again.addEventListener("click", () => ask());
  composer.session = { check, ask };
}

/** In the status line, for who has put the login off. */
function makeAgainButton(composer) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "composer-log-in";
  button.textContent = composer.translate("logInAgain");
  button.hidden = true;
  composer.statusLine.append(button);
  return button;
}
