import { tunedHunts } from "../../../../config/derived/tuned-hunts";
import { allHunts } from "../../../../hunts/hunt";
import { account, arn } from "../../../../tools/sample-data/values";
import { parse } from "../configuration";

const tuned = (override?: object) => tunedHunts(parse(override ? { "hunts.overrides.reading-burst": override } : {}));
const burst = (override?: object) => tuned(override).find(({ name }) => name === "reading-burst");

test("every hunt runs as its file says, unless the configuration changes it", () => {
  expect(tuned().map(({ name }) => name)).toEqual(allHunts().map(({ name }) => name));
  expect(burst()).toMatchObject({ severity: "notify", values: { least: 50, services: 10 }, exclusions: [] });
});

test("a hunt that is off does not run, and others do", () => {
  const names = tuned({ off: "Nobody has time for it." }).map(({ name }) => name);

  expect(names).toEqual(
    allHunts()
      .map(({ name }) => name)
      .filter((name) => name !== "reading-burst"),
  );
});

test("severity, numbers and exclusions are those of the configuration, and other numbers stay", () => {
  const reason = "The inventory reads every account.";
  const principalArn = arn("iam", "", account(3), "role/inventory");
  const exclusions = [
    { principalArn, reason },
    { account: account(4), reason },
  ];

  expect(burst({ severity: "page", parameters: { least: 7 }, exclusions })).toMatchObject({
    severity: "page",
    values: { least: 7, services: 10 },
    exclusions: [{ principalArn }, { account: account(4) }],
  });
});
