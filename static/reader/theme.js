// The reader's colours. The buttons of _theme_switch.html work by themselves; with this part a press
// holds at once, in every open tab. The cookie is the one place where the choice is kept.
{
  const root = document.documentElement;
  const form = document.querySelector(".theme-switch");
  const YEAR = 365 * 24 * 60 * 60; // seconds, as blog/site/theme.py has it
  let sending;

  const kept = () => /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1] ?? "";

  function show(theme = kept()) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", button.value === (theme || "system"));
    }
    // The browser's own parts: what it paints before a page has styles, and what is around the page.
    const scheme = document.querySelector("meta[name=color-scheme]");
    if (scheme) scheme.content = theme || "light dark";
    for (const meta of document.querySelectorAll("meta[name=theme-color][data-theme]")) {
      const own = meta.dataset.theme;
      meta.media = !theme ? `(prefers-color-scheme: ${own})` : own === theme ? "all" : "not all";
    }
  }

  function choose(event) {
    event.preventDefault();
    const { value } = event.submitter;
    const theme = value === "system" ? "" : value;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${theme}; Path=/; SameSite=Lax; Max-Age=${theme ? YEAR : 0}${secure}`;
    show(theme);
    // By the server once more: Safari forgets what scripts keep when a reader stays away for a week.
    // Only the last choice, whose answer could otherwise come before that to an earlier one.
    sending?.abort();
    sending = new AbortController();
    fetch(form.action, {
      method: "POST",
      body: new URLSearchParams({ theme: value }),
      redirect: "manual",
      keepalive: true,
      signal: sending.signal,
    }).catch(() => {});
  }

  if (form) {
    form.addEventListener("submit", choose);
    // The page may have been fetched, prepared or left before the last choice.
    show();
    const follow = () => show();
    document.addEventListener("prerenderingchange", follow);
    document.addEventListener("visibilitychange", follow);
    addEventListener("pageshow", follow);
    // Where there is one (a secure address), tabs side by side follow as well.
    globalThis.cookieStore?.addEventListener("change", follow);
  }
}
