// A selection with formulas in it is copied with their TeX: a formula's glyphs in a row mean nothing.
// Part of a formula counts as the whole; a double click selects a formula.
{
  const formulaAt = (node) =>
    (node instanceof Element ? node : node.parentElement)?.closest("math[alttext]");

  function texOf(formula) {
    const tex = formula.getAttribute("alttext");
    if (formula.getAttribute("display") !== "block") return `$${tex}$`;
    return tex.includes("\n") ? `$$\n${tex}\n$$` : `$$${tex}$$`;
  }

  // What is selected, with whole formulas: an element beside the page.
  function selected(selection) {
    const box = document.createElement("div");
    box.className = "article-body visually-hidden";
    for (let number = 0; number < selection.rangeCount; number += 1) {
      const range = selection.getRangeAt(number).cloneRange();
      const [first, last] = [formulaAt(range.startContainer), formulaAt(range.endContainer)];
      if (first) range.setStartBefore(first);
      if (last) range.setEndAfter(last);
      box.append(range.cloneContents());
    }
    for (const button of box.querySelectorAll(".copy-button")) button.remove();
    return box;
  }

  function htmlOf(box) {
    // Elsewhere, addresses without a host lead nowhere.
    for (const link of box.querySelectorAll("a[href]")) link.setAttribute("href", link.href);
    for (const image of box.querySelectorAll("img")) {
      image.setAttribute("src", image.src);
      image.removeAttribute("srcset");
    }
    return box.innerHTML;
  }

  function textOf(box) {
    for (const media of box.querySelectorAll("img, video, audio, iframe")) media.remove();
    for (const formula of box.querySelectorAll("math[alttext]")) {
      const tex = document.createElement("span");
      tex.style.whiteSpace = "pre";
      tex.textContent = texOf(formula);
      formula.replaceWith(tex);
    }
    // Only what is laid out has lines and cells, and knows what is not to be selected.
    document.body.append(box);
    for (const part of box.querySelectorAll("*")) {
      const style = getComputedStyle(part);
      if ((style.userSelect ?? style.webkitUserSelect) === "none") part.remove();
    }
    const text = box.innerText;
    box.remove();
    return text;
  }

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    const isInField = event.target instanceof Element && event.target.closest("input, textarea");
    if (selection.isCollapsed || isInField) return;
    const box = selected(selection);
    if (!box.querySelector("math[alttext]")) return;
    event.preventDefault();
    event.clipboardData.setData("text/html", htmlOf(box));
    event.clipboardData.setData("text/plain", textOf(box));
  });

  document.addEventListener("dblclick", (event) => {
    const formula = formulaAt(event.target);
    if (!formula) return;
    const range = new Range();
    range.selectNode(formula);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  });
}
