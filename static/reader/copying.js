// Buttons that copy code exactly as it was written, and the TeX of a formula that stands alone.
{
  const SAID_FOR = 2000; // milliseconds

  async function copy(button, source, text) {
    let said = texts.copied;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Not a secure address, or not allowed: leave it selected, one key press from copied.
      getSelection().selectAllChildren(source);
      said = texts.selected;
    }
    announce(said);
    button.dataset.said = said;
    setTimeout(() => delete button.dataset.said, SAID_FOR);
  }

  function addButton(box, label, source, text) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-button";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => copy(button, source, text()));
    box.append(button);
  }

  for (const box of document.querySelectorAll(".article-body .highlight")) {
    const code = box.querySelector("code");
    // Without the last line's end, or a terminal would run a pasted command at once.
    if (code) addButton(box, texts.copyCode, code, () => code.textContent.replace(/\n$/, ""));
  }

  for (const formula of document.querySelectorAll(".article-body .math-display")) {
    const math = formula.querySelector("math[alttext]");
    if (!math) continue;
    // It scrolls, and the button must not scroll along.
    const frame = document.createElement("div");
    frame.className = "math-frame";
    formula.replaceWith(frame);
    frame.append(formula);
    addButton(frame, texts.copyTex, math, () => math.getAttribute("alttext"));
  }
}
