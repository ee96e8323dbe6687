// The reader's colours. The buttons of _theme_switch.html work by themselves; with this part a press
// holds at once, in every open tab. The cookie is the one place where the choice is kept.
{
  const root = document.documentElement;
  const form = document.querySelector(".theme-switch");
  const YEAR = 365 * 24 * 60 * 60; // seconds, as blog/site/theme.py has it
  let chosen; // while the server is being told: the last choice

  const kept = () => /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie)?.[1] ?? "";

  function show(theme) {
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

  function keep(theme) {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${theme}; Path=/; SameSite=Lax; Max-Age=${theme ? YEAR : 0}${secure}`;
  }

  function choose(event) {
    event.preventDefault();
    const { value } = event.submitter;
    const theme = value === "system" ? "" : value;
    keep(theme);
    show(theme);
    tell(theme);
  }

  // By the server once more: Safari forgets what scripts keep when a reader stays away for a week.
  // One choice after the other, since the answer to a former one sets the cookie, too.
  async function tell(theme) {
    const isTelling = chosen !== undefined;
    chosen = theme;
    if (isTelling) return;
    let told;
    do {
      if (told !== undefined) keep(chosen);
      told = chosen;
      const body = new URLSearchParams({ theme: told || "system" });
      const sent = { method: "POST", body, redirect: "manual", keepalive: true };
      await fetch(form.action, sent).catch(() => {});
    } while (told !== chosen);
    chosen = undefined;
  }

  if (form) {
    form.addEventListener("submit", choose);
    // The page may have been fetched, prepared or left before the last choice.
    show(kept());
    const follow = () => show(chosen ?? kept());
    document.addEventListener("prerenderingchange", follow);
    document.addEventListener("visibilitychange", follow);
    addEventListener("pageshow", follow);
    // Where there is one (a secure address), tabs side by side follow as well.
    globalThis.cookieStore?.addEventListener("change", follow);
  }
}
