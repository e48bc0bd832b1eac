import { drawing } from "../../../../dev/scale/pictures";

const chart = {
  file: "a.svg",
  title: "A title",
  axis: "number",
  accounts: [10, 100],
  lines: [{ name: "one line", values: [1, 5] }],
  limit: { name: "a limit", value: 3 },
};

test("a picture contains a line with its name, the title and the limit, and is the same in every run", async () => {
  const draw = await drawing();
  const svg = draw(chart);

  for (const text of ["A title", "one line", "a limit", "accounts", 'aria-label="A title"'])
    expect(svg).toContain(text);
  expect(draw(chart)).toBe(svg);
});
