import { tunedHunts } from "../../../../config/derived/tuned-hunts";
import { allHunts } from "../../../../hunts/hunt";
import { account, arn } from "../../../../sample-data/values";
import { parse } from "../configuration";

const tuned = (override?: object) => tunedHunts(parse(override ? { "hunts.overrides.reading-burst": override } : {}));
const burst = (override?: object) => tuned(override).find(({ name }) => name === "reading-burst");

test("every hunt runs with the settings of its file by default", () => {
  expect(tuned().map(({ name }) => name)).toEqual(allHunts().map(({ name }) => name));
  expect(burst()).toMatchObject({ severity: "notify", values: { least: 50, services: 10 }, exclusions: [] });
});

test("a disabled hunt does not run, and the other hunts run", () => {
  const names = tuned({ off: "Nobody has time for it." }).map(({ name }) => name);

  expect(names).toEqual(
    allHunts()
      .map(({ name }) => name)
      .filter((name) => name !== "reading-burst"),
  );
});

test("an override sets severity, numbers and exclusions, and keeps the numbers that it omits", () => {
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
