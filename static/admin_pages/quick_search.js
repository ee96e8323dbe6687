// "/" goes to the search over everything, unless somebody is typing.
"use strict";
{
  const box = document.getElementById("quick-search-text");
  const writes = (element) =>
    element instanceof HTMLElement &&
    (element.isContentEditable || element.matches("input, textarea, select"));

  document.addEventListener("keydown", (event) => {
    const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!box || !plain || event.isComposing || event.defaultPrevented || writes(event.target)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
