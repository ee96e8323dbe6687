/**
 * Before the form is really sent: is the server there, and does it still know who writes? If not,
 * the page stays as it is, with a sentence, instead of a browser's error page or a login form.
 */

const MOST_LOGINS = 3;

/** Hold each submission until what is typed is kept and the login is sure. */
export function attachSubmitting(composer) {
  const { form } = composer;
  let isSure = false;
  let isChecking = false;

  const say = (message, isError = true) => composer.say(message, { isError, from: "submitting" });

  async function ready() {
    for (let logins = 0; logins < MOST_LOGINS; logins += 1) {
      // Even if the copy is refused the article may be saved; only the login must be sure.
      await composer.saving.flush();
      let isIn;
      try {
        isIn = await composer.session.check();
      } catch {
        say(composer.translate("notSaved"));
        return false;
      }
      if (isIn) return true;
      if (!(await composer.session.ask())) break;
    }
    say(composer.translate("notSavedLoggedOut"));
    return false;
  }

  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    if (isSure) {
      isSure = false;
      composer.saving.rest();
      return;
    }
    event.preventDefault();
    if (isChecking) return;
    isChecking = true;
    say(composer.translate("checking"), false);
    try {
      if (!(await ready())) return;
    } finally {
      isChecking = false;
    }
    isSure = true;
    form.requestSubmit(event.submitter?.isConnected ? event.submitter : null);
    isSure = false;
  });
}
