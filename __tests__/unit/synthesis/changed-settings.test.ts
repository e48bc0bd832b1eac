import { changedSettings } from "../../../synthesis/changed-settings";
import type { KeptSettings } from "../../../synthesis/kept-settings";

const settings: Required<KeptSettings> = { prefix: "acme", homeRegion: "eu-west-1", backend: "local" };

/** The problems if the last synthesis had these settings. */
const problemsAfter = (listed: KeptSettings) => changedSettings({ settings, listed, listPath: "audit.roots.json" });

test.each<[string, KeptSettings]>([
  ["the same settings", settings],
  ["the list of a version that stored no settings", {}],
  ["the list of a version that stored only the prefix", { prefix: "acme" }],
])("accepts %s", (_, listed) => {
  expect(problemsAfter(listed)).toEqual([]);
});

test.each<[keyof KeptSettings, string, RegExp]>([
  ["prefix", "zebra", /every bucket and every log group; set prefix: zebra, or, .* never applied .* delete audit\./],
  [
    "backend",
    "s3:acme-state/trailkeeper",
    /empty states .*; set backend to s3:acme-state\/trailkeeper, or move the states .*, or, .* never applied .* delete the line "backend" from audit\./,
  ],
  ["homeRegion", "eu-central-1", /every bucket; set homeRegion: eu-central-1, or, .* never applied .* delete audit\./],
])("refuses another %s, and explains how to go back", (name, before, fix) => {
  const problems = problemsAfter({ ...settings, [name]: before });

  expect(problems).toEqual([expect.stringMatching(fix)]);
  expect(problems[0]).toContain(`the ${name} was ${before} and is now ${settings[name]}: `);
});

test("reports every changed setting", () => {
  expect(problemsAfter({ prefix: "zebra", homeRegion: "eu-north-1", backend: "s3:a/b" })).toHaveLength(3);
});
