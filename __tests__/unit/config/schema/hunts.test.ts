import { account, arn } from "../../../../sample-data/values";
import { parse, problemsOf } from "../configuration";

const name = "reading-burst";
const path = `hunts.overrides.${name}`;
const reason = "The inventory reads every account.";
const role = arn("iam", "", account(3), "role/inventory");

const overriding = (override: object, which = name) => problemsOf({ [`hunts.overrides.${which}`]: override });

test("hunts are disabled by default", () => {
  expect(parse({}).hunts).toEqual({
    enabled: false,
    schedule: "cron(30 5 * * ? *)",
    scanLimitGigabytes: 1_000,
    countries: { enabled: false, uploaderRoleArns: [] },
    overrides: {},
  });
});

describe("an override of a hunt", () => {
  test.each([
    [{ off: "Nobody has time for it." }],
    [{ severity: "page" }],
    [{ parameters: { least: 0 } }],
    [{ parameters: { least: 100, services: 5 } }],
    [{ exclusions: [{ principalArn: role, reason }] }],
    [{ exclusions: [{ account: account(4), reason }] }],
    [{ exclusions: Array.from({ length: 50 }, (_, i) => ({ account: String(5e11 + i), reason })) }],
  ])("an override of a hunt may be %j", (override) => {
    expect(overriding(override)).toEqual([]);
  });

  test.each([
    [{ off: "too short" }, "off: expected a reason of 10 characters or more, which other people understand later"],
    [{ off: reason, severity: "page" }, "off disables the hunt, so the other settings have no effect"],
    [{ off: reason, parameters: { least: 1 } }, "off disables the hunt, so the other settings have no effect"],
    [{ off: reason, exclusions: [{ account: account(4), reason }] }, "off disables the hunt"],
    [{}, "the override is empty; set off, severity, parameters or exclusions"],
    [{ severity: "watch" }, "severity: expected one of notify, page"],
    [{ parameters: { least: -1 } }, "parameters.least: expected 0 or more"],
    [{ parameters: { least: "many" } }, "parameters.least: expected a number"],
    [{ parameters: { leats: 5 } }, "parameters.leats: unknown parameter; did you mean least?"],
    [{ parameters: { zzz: 5 } }, "parameters.zzz: unknown parameter; known are least, services"],
    [{ exclusions: [{ principalArn: role }] }, "exclusions[0].reason: required, but missing"],
    [{ exclusions: [{ reason }] }, "exclusions[0]: expected either principalArn or account"],
    [{ exclusions: [{ principalArn: role, account: account(4), reason }] }, "expected either principalArn or account"],
    [
      {
        exclusions: [
          { account: account(4), reason },
          { account: account(4), reason },
        ],
      },
      `exclusions[1]: duplicate of ${path}.exclusions[0]; remove one`,
    ],
    [
      { exclusions: Array.from({ length: 51 }, (_, i) => ({ account: String(5e11 + i), reason })) },
      "exclusions: expected 50 exclusions or fewer",
    ],
  ])("fails with %j", (override, message) => {
    expect(overriding(override)).toEqual([expect.stringContaining(message)]);
  });

  test("fails for an unknown hunt, with the nearest id", () => {
    expect(overriding({ severity: "page" }, "reading-bursts")).toEqual([expect.stringContaining(name)]);
  });

  // The caller chooses the session name. A pattern with an asterisk would also match other roles
  test.each([
    arn("sts", "", account(3), "assumed-role/inventory/session"),
    arn("iam", "", account(3), "role/inv*"),
    arn("iam", "", account(3), "role/"),
    arn("iam", "", "*", "role/inventory"),
    `${role}' OR true OR '`,
    "inventory",
  ])("an override of a hunt cannot exclude %s", (principalArn) => {
    expect(overriding({ exclusions: [{ principalArn, reason }] })).toEqual([
      expect.stringContaining("expected the ARN of a role or a user"),
    ]);
  });
});

describe("the number of compared days", () => {
  const withDays = (which: string, parameters: object) => overriding({ parameters }, which);

  test.each([1, 89, 90])("the number of compared days may be %d", (days) => {
    expect(withDays("first-use-of-region", { days })).toEqual([]);
  });

  test.each([0, 0.5, 90.5, 91, 1_000])("fails when it is %d, because the table keeps rows for 90 days", (days) => {
    expect(withDays("first-use-of-region", { days })).toEqual([
      expect.stringContaining(
        "parameters.days: expected a whole number of days, 1 to 90, because rows of hunts are kept",
      ),
    ]);
  });

  test.each([{ known: 83 }, { within: 70 }, { known: 1, within: 1 }, { known: 40, within: 50 }, { least: 0.5 }])(
    "the number of compared days may be %j for the hunt of logs that fall silent",
    (parameters) => {
      expect(withDays("accounts-silent-in-turn", parameters)).toEqual([]);
    },
  );

  test.each([{ known: 84 }, { within: 71 }, { known: 0 }, { within: 0 }, { known: 20.5 }, { known: 41, within: 50 }])(
    "fails with %j for the hunt of logs that fall silent",
    (parameters) => {
      expect(withDays("accounts-silent-in-turn", parameters)).toEqual([
        expect.stringContaining("parameters: expected whole numbers of days for known and within"),
      ]);
    },
  );
});

describe("the schedule of hunts", () => {
  test.each(["cron(0 0 * * ? *)", "cron(59 23 * * ? *)"])("the schedule of hunts may be %s", (schedule) => {
    expect(problemsOf({ "hunts.schedule": schedule })).toEqual([]);
  });

  test.each([
    ["cron(0 * * * ? *)", "expected one time of each day"],
    ["cron(0 6 ? * MON *)", "expected one time of each day"],
    ["cron(0 6,18 * * ? *)", "expected one time of each day"],
    ["cron(0 24 * * ? *)", "expected hours from 0 to 23"],
    ["daily", "expected six fields"],
  ])("fails when it is %s", (schedule, message) => {
    expect(problemsOf({ "hunts.schedule": schedule })).toEqual([expect.stringContaining(message)]);
  });
});

test.each([
  [0.01, []],
  [1_000_000, []],
  [0.009, [expect.stringContaining("expected 0.01 or more")]],
  [1_000_001, [expect.stringContaining("expected 1,000,000 or less")]],
])("a limit of %d gigabytes returns the problems %j", (gigabytes, problems) => {
  expect(problemsOf({ "hunts.scanLimitGigabytes": gigabytes })).toEqual(problems);
});
