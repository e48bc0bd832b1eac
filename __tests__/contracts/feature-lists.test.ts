import { existsSync, readFileSync, readdirSync } from "node:fs";
import { listPath, listText, parts } from "../../dev/features/lists";
import { features } from "../../features/all/features";
import { featureNames } from "../../features/list";

test.each(parts)("the list of $list in features/all/ is what npm run docs writes", (part) => {
  expect(readFileSync(listPath(part), "utf8")).toBe(listText(part));
});

test("every folder of a feature is in features/list.ts, with settings and a feature of the same name", () => {
  const folders = readdirSync("features", { withFileTypes: true }).filter((entry) => entry.isDirectory());

  expect(
    folders
      .map(({ name }) => name)
      .filter((name) => name !== "all")
      .toSorted(),
  ).toEqual(featureNames.toSorted());
  expect(features.map(({ name }) => name)).toEqual(featureNames);
  for (const name of featureNames) expect(existsSync(`features/${name}/settings.ts`)).toBe(true);
});

test("the summary of a feature is one sentence without and", () => {
  expect(features.filter(({ summary }) => /\band\b|\.$/.test(summary))).toEqual([]);
});
