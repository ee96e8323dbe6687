/** Talking to the server in JSON, with errors that are sentences. */

/**
 * What went wrong: a sentence for the author, the HTTP status (0 if nothing was answered), and
 * whether logging in again may mend it.
 */
export class RequestError extends Error {
  constructor(message, status, isLogin = false) {
    super(message);
    this.status = status;
    this.isLogin = isLogin;
  }
}

/**
 * Send `data` as JSON and return the answer; a `RequestError` says what went wrong.
 *
 * Where the server no longer knows who is writing, `composer:logged-out` is dispatched on the
 * composer's element as well. `options` are further ones of `fetch`.
 */
export async function postJson(composer, url, data, signal, options = {}) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": composer.csrf() },
      body: JSON.stringify(data),
      credentials: "same-origin",
      redirect: "error",
      signal,
      ...options,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new RequestError(composer.translate("unreachable"), 0);
  }
  let answer = null;
  try {
    answer = await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
  }
  if (response.ok && answer !== null) return answer;
  throw refusal(composer, response.status, answer);
}

/** Discard an unsaved copy by its address; that there is none any more is as good. */
export async function discardJson(composer, url, signal, options = {}) {
  const headers = { Accept: "application/json", "X-CSRFToken": composer.csrf() };
  try {
    return await postJson(composer, url, {}, signal, { ...options, headers });
  } catch (error) {
    if (error.status !== 404) throw error;
    return {};
  }
}

/** Return the error for an answer that is none, and say so where it is for want of a login. */
export function refusal(composer, status, answer) {
  // A refused security token, as after a login in another tab, is answered with a page.
  const isLogin = status === 401 || (status === 403 && !answer);
  if (isLogin) {
    composer.element.dispatchEvent(new CustomEvent("composer:logged-out", { bubbles: true }));
  }
  const message = answer?.error ?? composer.translate("serverError", { status });
  return new RequestError(message, status, isLogin);
}
