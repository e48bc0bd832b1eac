import type { Origin } from "../../../synthesis/output-folder";
import { checkReplacedConfiguration } from "../../../synthesis/replaced-configuration";

const origin: Origin = {
  configuration: "audit.yaml",
  organizationId: "o-1",
  prefix: "acme",
  homeRegion: "eu-west-1",
};
const other = { ...origin, configuration: "staging.yaml" };
const list = "staging.roots.json";

/** The problem if another configuration replaces the output of `origin`. */
function problemOf(
  present: Origin,
  { earlier = origin, missingList }: { earlier?: Origin; missingList?: string } = {},
) {
  try {
    checkReplacedConfiguration({ path: "cdktf.out", earlier, origin: present, missingList });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

test("the output of the same file may be replaced, because the list of roots is of this file", () => {
  expect(problemOf({ ...origin, prefix: "zebra" })).toBeUndefined();
  expect(problemOf(origin, { missingList: "audit.roots.json" })).toBeUndefined();
});

test("a renamed configuration with its list of roots may replace the output", () => {
  expect(problemOf(other)).toBeUndefined();
});

test.each([
  [{ prefix: "zebra" }, /written from audit\.yaml with prefix: acme, and staging\.yaml has prefix: zebra: /],
  [{ homeRegion: "eu-north-1" }, /with homeRegion: eu-west-1, and staging\.yaml has homeRegion: eu-north-1: /],
  [
    { prefix: "zebra", homeRegion: "eu-north-1" },
    /with prefix: acme and homeRegion: eu-west-1, and staging\.yaml has prefix: zebra and homeRegion: eu-north-1: /,
  ],
])("another file with the settings %j is refused, with or without a list of roots", (settings, problem) => {
  for (const missingList of [undefined, list]) {
    const message = problemOf({ ...other, ...settings }, missingList === undefined ? {} : { missingList });

    expect(message).toMatch(problem);
    expect(message).toMatch(/ --out <folder>, and a backend with other states .*, or replace the output with --yes$/);
  }
});

test("another file without a list of roots is refused, and the message explains what to rename", () => {
  expect(problemOf(other, { missingList: list })).toMatch(
    /written from audit\.yaml, and staging\.yaml has no list of roots, .*rename its list to staging\.roots\.json; .*--yes$/,
  );
});

test("the output of a version that stored no settings may be replaced", () => {
  const earlier = { configuration: origin.configuration, organizationId: origin.organizationId };

  expect(problemOf({ ...other, prefix: "zebra" }, { earlier, missingList: list })).toBeUndefined();
});
