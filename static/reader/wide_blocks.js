// Blocks that scroll within themselves are stops of the Tab key only while there is more of them than
// can be seen.
{
  const blocks = document.querySelectorAll(
    ".article-body :is(.highlight pre, .table-scroll, .math-display)," +
      ".article-body :is(p, dd, h2, h3, h4, h5, h6):has(> math, > .nobreak)," +
      ".article-body :is(ul, ol):has(math):not(li *)",
  );

  const scrolls = (block) => {
    const { overflowX, overflowY } = getComputedStyle(block);
    return (
      (overflowX === "auto" && block.scrollWidth > block.clientWidth) ||
      (overflowY === "auto" && block.scrollHeight > block.clientHeight)
    );
  };

  function fit(changed) {
    // All are measured before one is changed, so that the page is laid out once.
    const measured = Array.from(changed, (block) => [block, scrolls(block)]);
    for (const [block, isWide] of measured) {
      if (isWide) block.tabIndex = 0;
      else if (block !== document.activeElement) block.removeAttribute("tabindex");
    }
  }

  const observer = new ResizeObserver((entries) => fit(entries.map(({ target }) => target)));
  for (const block of blocks) observer.observe(block);
  // The font of formulas changes what is in a block, not its size.
  document.fonts.addEventListener("loadingdone", () => fit(blocks));
}
