// Marks the section being read in the table of contents.
{
  const links = new Map();
  for (const link of document.querySelectorAll(".toc a[href^='#']")) {
    const heading = document.getElementById(link.getAttribute("href").slice(1));
    if (heading) links.set(heading, link);
  }

  // In the column's own box. `scrollIntoView` would move the page as well.
  function keepInView(link) {
    for (let box = link.parentElement; box?.closest(".toc"); box = box.parentElement) {
      const [place, view] = [link.getBoundingClientRect(), box.getBoundingClientRect()];
      if (place.top < view.top) box.scrollTop -= view.top - place.top + place.height;
      else if (place.bottom > view.bottom) box.scrollTop += place.bottom - view.bottom + place.height;
    }
  }

  function mark(link) {
    for (const one of links.values()) {
      if (one !== link) one.removeAttribute("aria-current");
    }
    if (!link || link.hasAttribute("aria-current")) return;
    link.setAttribute("aria-current", "true");
    keepInView(link);
  }

  // The upper third of the window and all above it: a heading within has been read, or is now.
  const above = "1000000px 0px -67% 0px";
  const read = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) read.add(target);
        else read.delete(target);
      }
      mark(links.get([...links.keys()].findLast((heading) => read.has(heading))));
    },
    { rootMargin: above },
  );
  for (const heading of links.keys()) observer.observe(heading);
}
