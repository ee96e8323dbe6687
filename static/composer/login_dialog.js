/**
 * Asks for the password beside the text. While somebody is typing it opens without taking the
 * focus: a key that was meant for the text must not end up in a password.
 */

import { closeDialog } from "./editing.js";

/** Return the dialog; `check` and `logIn` are those of `session.js`. */
export function makeLoginDialog(composer, { check, logIn }) {
  const { element, textarea, config } = composer;
  // The fields belong to a form of their own, so that neither Enter nor a save sends them along.
  const form = document.createElement("form");
  form.id = `${textarea.id}-composer-login`;
  document.body.append(form);

  const dialog = document.createElement("dialog");
  dialog.className = "composer-dialog composer-login";
  const heading = make("h2", composer.translate("loggedOutHeading"));
  heading.id = `${form.id}-heading`;
  dialog.setAttribute("aria-labelledby", heading.id);
  const said = make("p", "");
  const name = field(form, "text", "username");
  name.value = config.user.username;
  name.readOnly = true;
  const password = field(form, "password", "current-password");
  password.required = true;
  const error = make("p", "");
  error.className = "composer-error";
  error.setAttribute("role", "alert");
  const submit = make("button", composer.translate("logIn"));
  submit.type = "submit";
  submit.setAttribute("form", form.id);
  const elsewhere = button(composer.translate("loggedInElsewhere"));
  const later = button(composer.translate("later"));
  const buttons = make("div", "");
  buttons.className = "composer-login-buttons";
  buttons.append(submit, elsewhere, later);
  dialog.append(
    heading,
    said,
    labelled(composer.translate("username"), name),
    labelled(composer.translate("password"), password),
    error,
    buttons,
  );
  element.append(dialog);

  let settle = null; // ends the question that is open
  let answered = null; // its promise

  function end(isIn) {
    password.value = "";
    error.textContent = "";
    const wasInside = dialog.contains(document.activeElement);
    const ended = settle;
    settle = null;
    answered = null;
    if (wasInside) closeDialog(dialog, textarea);
    else dialog.close();
    ended?.(isIn);
  }

  async function attempt(act) {
    if (submit.disabled) return;
    error.textContent = "";
    submit.disabled = elsewhere.disabled = true;
    try {
      const refusal = await act();
      if (refusal) error.textContent = refusal;
      else end(true);
    } catch (failure) {
      error.textContent = failure.message;
      password.select();
    } finally {
      submit.disabled = elsewhere.disabled = false;
    }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(() => logIn(name.value, password.value));
  });
  elsewhere.addEventListener("click", () =>
    attempt(async () =>
      (await check()) ? "" : composer.translate("stillLoggedOut", { name: config.user.name }),
    ),
  );
  later.addEventListener("click", () => end(false));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    end(false);
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || composer.isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  });

  return {
    /** Ask; the promise is kept with whether the writer is logged in then. */
    ask({ isModal, holder }) {
      said.textContent = holder
        ? composer.translate("otherUser", { name: holder })
        : composer.translate("loggedOut");
      answered ??= new Promise((resolve) => {
        settle = resolve;
      });
      if (isModal && !dialog.matches(":modal")) {
        dialog.close();
        dialog.showModal();
        password.focus();
      } else if (!dialog.open) {
        dialog.setAttribute("open", ""); // `show()` would take the focus
      }
      return answered;
    },
  };
}

function make(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}

function button(text) {
  const made = make("button", text);
  made.type = "button";
  return made;
}

function field(form, type, autocomplete) {
  const made = document.createElement("input");
  made.type = type;
  made.autocomplete = autocomplete;
  made.id = `${form.id}-${type}`;
  made.setAttribute("form", form.id);
  return made;
}

function labelled(text, input) {
  const row = make("p", "");
  const label = make("label", text);
  label.htmlFor = input.id;
  row.append(label, input);
  return row;
}
