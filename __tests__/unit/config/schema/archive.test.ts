import { account, arn } from "../../../../sample-data/values";
import { type Changes, parse, problemsOf, settingAt, withoutHint } from "../configuration";

/** A lifecycle that moves and deletes no logs, so that only the lock has an effect. */
const forever: Changes = {
  "archive.lifecycle.infrequentAccessDays": null,
  "archive.lifecycle.glacierInstantRetrievalDays": null,
  "archive.lifecycle.glacierDays": null,
  "archive.lifecycle.deepArchiveDays": null,
  "archive.lifecycle.expireDays": null,
};

const roles = (count: number) => Array.from({ length: count }, (_, i) => arn("iam", "", account(1), `role/Reader${i}`));

describe("archive.lock", () => {
  test.each([1, 2, 365, 36_499, 36_500])("archive.lock may last %d days", (days) => {
    expect(parse({ ...forever, "archive.lock.days": days }).archive.lock.days).toBe(days);
  });

  test.each([
    [0, "expected 1 day or more"],
    [36_501, "expected 36,500 days or fewer, a hundred years"],
    [null, "expected a whole number of days"],
  ])("fails when it lasts %j days", (days, message) => {
    expect(problemsOf({ ...forever, "archive.lock.days": days })).toEqual([
      `archive.lock.days: ${message}; got ${days}`,
    ]);
  });

  test.each([0, 4, 5])("archive.lock may be bypassed by %d roles", (count) => {
    expect(parse({ "archive.lock.bypassRoleArns": roles(count) }).archive.lock.bypassRoleArns).toEqual(roles(count));
  });

  test("fails when 6 roles bypass it", () => {
    expect(problemsOf({ "archive.lock.bypassRoleArns": roles(6) })).toEqual([
      expect.stringMatching(
        /^archive\.lock\.bypassRoleArns: expected 5 roles or fewer; let several people assume one role; got /,
      ),
    ]);
  });
});

describe("archive.lifecycle", () => {
  test.each(Object.keys(forever))("archive.lifecycle may omit the step %s", (path) => {
    expect(settingAt(parse({ ...forever, [path]: null }), path)).toBeNull();
  });

  test.each([30, 31])("archive.lifecycle may move logs to Standard-IA after %d days", (days) => {
    const path = "archive.lifecycle.infrequentAccessDays";

    expect(settingAt(parse({ ...forever, [path]: days }), path)).toBe(days);
  });

  test.each([1, 29])("fails when logs move to Standard-IA after %d days", (days) => {
    expect(problemsOf({ ...forever, "archive.lifecycle.infrequentAccessDays": days })).toEqual([
      `archive.lifecycle.infrequentAccessDays: expected 30 days or more, the least S3 keeps an object in Standard before Standard-IA; got ${days}`,
    ]);
  });

  test.each(["queryable", "classical"])("archive.lifecycle may have the preset %s", (preset) => {
    expect(parse({ "archive.lifecycle.preset": preset }).archive.lifecycle.preset).toBe(preset);
  });

  test.each(["Classical", "", null])("fails with the preset %j", (preset) => {
    expect(problemsOf({ "archive.lifecycle.preset": preset }).map(withoutHint)).toEqual([
      `archive.lifecycle.preset: expected one of queryable, classical; got ${JSON.stringify(preset)}`,
    ]);
  });

  test.each([1, 36_500, null])("archive.lifecycle may keep noncurrent versions for %j days", (days) => {
    expect(parse({ "archive.lifecycle.noncurrentDays": days }).archive.lifecycle.noncurrentDays).toBe(days);
  });

  test.each(["glacierInstantRetrievalDays", "glacierDays", "deepArchiveDays", "expireDays"])(
    "archive.lifecycle may have the step %s after one day",
    (step) => {
      const path = `archive.lifecycle.${step}`;

      expect(settingAt(parse({ ...forever, "archive.lock.days": 1, [path]: 1 }), path)).toBe(1);
    },
  );
});

describe("archive.readerRoleArns", () => {
  test.each([0, 1, 19, 20])("archive.readerRoleArns may name %d roles", (count) => {
    expect(parse({ "archive.readerRoleArns": roles(count) }).archive.readerRoleArns).toEqual(roles(count));
  });

  test("fails when it names 21 roles", () => {
    expect(problemsOf({ "archive.readerRoleArns": roles(21) })).toEqual([
      expect.stringMatching(
        /^archive\.readerRoleArns: expected 20 roles or fewer; let people assume a shared reader role; got /,
      ),
    ]);
  });
});
