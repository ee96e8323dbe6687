/**
 * What this browser keeps of texts that the server has not confirmed yet.
 *
 * One entry of the local storage for each tab of each user: {post, number, fields}. An entry goes
 * when the server has confirmed the same state, and is never given to the server as another user's.
 */

const PREFIX = "downlink:unsaved:";

const keyOf = (user, tab) => `${PREFIX}${user}:${tab}`;

/** Keep a state; return whether the browser let it. */
export function put(user, tab, state) {
  try {
    localStorage.setItem(keyOf(user, tab), JSON.stringify(state));
    return true;
  } catch {
    return false; // full, or forbidden
  }
}

/** Forget a tab's state, if it is still none later than `number`. */
export function drop(user, tab, number) {
  try {
    const state = read(keyOf(user, tab));
    if (state === null || state.number <= number) localStorage.removeItem(keyOf(user, tab));
  } catch {
    // Then nothing is kept.
  }
}

/** Return [tab, state] for each state kept of a user. */
export function all(user) {
  const found = [];
  try {
    const start = keyOf(user, "");
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      const state = key.startsWith(start) ? read(key) : null;
      if (state !== null) found.push([key.slice(start.length), state]);
    }
  } catch {
    // Then nothing is kept.
  }
  return found;
}

function read(key) {
  try {
    const state = JSON.parse(localStorage.getItem(key));
    return state !== null && Number.isInteger(state.number) && state.fields ? state : null;
  } catch {
    return null;
  }
}

/** Let the other tabs of this browser know that this one lives. */
export function liveAs(tab) {
  navigator.locks?.request(PREFIX + tab, () => new Promise(() => {}));
}

/** Return the tabs of this browser that live, as far as it tells. */
export async function liveTabs() {
  const locks = (await navigator.locks?.query()) ?? { held: [] };
  return new Set(
    locks.held
      .filter(({ name }) => name.startsWith(PREFIX))
      .map(({ name }) => name.slice(PREFIX.length)),
  );
}
