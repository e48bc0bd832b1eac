import { readFileSync } from "node:fs";
import { figuresOf, sizes } from "../../../../dev/scale/figures";
import { chartsOf, figureTables, withFigures } from "../../../../dev/scale/page";
import { drawing } from "../../../../dev/scale/pictures";
import { withContext } from "../../../support/with-context";

const page = readFileSync("docs/ten-thousand-accounts.md", "utf8");
const figures = sizes.map(figuresOf);

test("the figures of docs/ten-thousand-accounts.md are current; if not, run npm run scale", () => {
  expect(withFigures(page, figureTables(figures))).toBe(page);
});

test("the pictures are current, and the page contains each; if not, run npm run scale", async () => {
  const draw = await drawing();

  for (const chart of chartsOf(figures)) {
    withContext(`${chart.file}: npm run scale`, () =>
      expect(draw(chart) === readFileSync(`docs/pictures/${chart.file}`, "utf8")).toBe(true),
    );
    expect(page).toContain(`(pictures/${chart.file})`);
  }
});

test("the text of the page has the same limits as the figures", () => {
  const text = page.replaceAll(/\s+/g, " ");
  const largest = figures.at(-1);

  expect(text).toContain(`into ${largest?.statements} parts for 10,000 accounts`);
  expect(text).toContain("with 8,065 or more accounts in four regions, or with 949 or more accounts in all 34 regions");
  expect(text).toContain("With 2,754 or more accounts, a query that reads every file");
  expect(text).toContain(
    `${largest?.roots.toLocaleString("en-US")} roots take 16 hours on two cores and two hours on 16`,
  );
});

test("a page without the marker of the figures fails", () => {
  expect(() => withFigures("# Accounts", "")).toThrow("docs/ten-thousand-accounts.md has no figures; add the lines");
});

describe("an organization of 10,000 accounts", () => {
  test("has no policy, definition or list beyond AWS's limit", () => {
    for (const { sizes: sized } of figures) {
      expect(sized.length).toBeGreaterThan(6);
      expect(sized.filter(({ size, limit }) => size > limit)).toEqual([]);
    }
  });

  test("has the same policies as an organization of 10 accounts", () => {
    const policies = figures.map(({ sizes: sized }) => sized.filter(({ name }) => name.endsWith("policy")));

    expect(policies.at(-1)).toEqual(policies[0]);
  });

  test("has a number of objects, partitions and roots, and a cost, in proportion to its accounts", () => {
    const [first, last] = [figures[1], figures.at(-1)];

    for (const value of ["objects", "partitions", "roots", "cost"] as const) {
      const factor = (last?.[value] ?? 0) / (first?.[value] ?? 1);
      expect(factor).toBeGreaterThan(80);
      expect(factor).toBeLessThan(105);
    }
  });
});
