/** The toolbar's pictures: lines on a grid of 24, drawn in the colour of the text. */

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  bold: ["M7 4v16", "M7 4h6a4 4 0 0 1 0 8H7", "M7 12h7a4 4 0 0 1 0 8H7"],
  italic: ["M10 4h8", "M6 20h8", "M14.5 4l-5 16"],
  struck: ["M4 12h16", "M17 7.5C16.3 5.3 14.4 4 12 4 9.3 4 7 5.6 7 8c0 1 .4 1.9 1.2 2.5", "M7 16.5C7.7 18.7 9.6 20 12 20c2.7 0 5-1.6 5-4 0-.6-.1-1.1-.3-1.5"],
  heading: ["M6 4v16", "M18 4v16", "M6 12h12"],
  link: ["M10 14a4 4 0 0 0 5.7 0l3.5-3.5a4 4 0 0 0-5.7-5.7L12 6.3", "M14 10a4 4 0 0 0-5.7 0l-3.5 3.5a4 4 0 0 0 5.7 5.7l1.5-1.5"],
  quote: ["M4 5v14", "M9 7h11", "M9 12h11", "M9 17h7"],
  code: ["M8 7l-5 5 5 5", "M16 7l5 5-5 5"],
  codeBlock: ["M4 4h16v16H4z", "M10 9l-3 3 3 3", "M14 9l3 3-3 3"],
  bullets: ["M9 6h12", "M9 12h12", "M9 18h12", "M4 6h.01", "M4 12h.01", "M4 18h.01"],
  numbers: ["M10 6h11", "M10 12h11", "M10 18h11", "M3.5 4.5L5 4v5", "M3.5 9.5h3", "M3.5 14.8c.4-.9 2.8-.9 2.8 .5 0 1.2-2.8 2-2.8 3.7h3"],
  tasks: ["M3 4h6v6H3z", "M13 7h8", "M13 17h8", "M3 17l2.2 2.2L9.5 15"],
  formula: ["M18 6V4H6l6.5 8L6 20h12v-2"],
  displayFormula: ["M3 4h18", "M3 20h18", "M15.5 9V8h-7l4 4-4 4h7v-1"],
  table: ["M3 5h18v14H3z", "M3 10h18", "M12 5v14"],
  upload: ["M4 5h16v14H4z", "M4 16l5-5 4 4 3-3 4 4", "M15 9h.01"],
  preview: ["M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7-10-7-10-7z", "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"],
  fullScreen: ["M4 9V4h5", "M20 9V4h-5", "M4 15v5h5", "M20 15v5h-5"],
  help: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7", "M12 17h.01"],
};

/** Return the picture of a command as an element that screen readers pass over. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  for (const line of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}
