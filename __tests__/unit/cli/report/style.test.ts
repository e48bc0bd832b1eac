import { style } from "../../../../cli/report/style";

const [screen = "", paper = ""] = style.split("@media print");

test("the style of paper comes last, so that it wins over the dark mode", () => {
  expect(style.split("@media print")).toHaveLength(2);
  expect(screen).toContain("@media (prefers-color-scheme: dark)");
});

test.each([
  [
    "text is black on white, also for a reader in dark mode",
    /:root \{ color-scheme: light; --ink: #000;.* --page: #fff;/,
  ],
  ["the sheet has a margin", /@page \{ margin: \d+mm; \}/],
  ["the links to the sections are not printed", /nav \{ display: none; \}/],
  ["a wide table is not cut off", /\.table \{ overflow-x: visible; \}/],
  ["the page uses the whole width", /header, main, footer \{ max-width: none;/],
  ["no chart and no row is on two sheets", /figure, tr, \.numbers li \{ break-inside: avoid; \}/],
  ["a heading is on the sheet of its content", /h2, h3, caption \{ break-after: avoid; \}/],
  ["the headings of a table are on every sheet", /thead \{ display: table-header-group; \}/],
  ["the charts keep their colors", /svg path, svg rect \{ print-color-adjust: exact;/],
])("the page on paper: %s", (_, rule) => {
  expect(paper).toMatch(rule);
});

test("every color of the screen has a color on paper", () => {
  const names = (css: string) => new Set([...css.matchAll(/(--[a-z]+):/g)].map(([, name]) => name));

  expect(names(paper)).toEqual(names(screen));
});

test("the style sheet loads no other file", () => {
  expect(style).not.toMatch(/url\(|@import/);
});
