import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OutputFolder } from "../../../synthesis/output-folder";
import { checkRemovals, nextRootList, removalMessages, removedRoots } from "../../../synthesis/removed-roots";
import type { RootList, Roots } from "../../../synthesis/root-list";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const listOf = (roots: Roots, removed: Roots = {}): RootList => ({ roots, removed });
const rootsOf = (count: number): Roots =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`member-${i}`, `account-${i}`]));
const origin = { configuration: "audit.yaml", organizationId: "o-1", prefix: "acme" };

interface Choices {
  readonly before: number;
  readonly now: number;
  readonly mayRemove?: boolean;
  readonly isFallback?: boolean;
  readonly earlier?: object;
  readonly inactive?: ReadonlySet<string>;
}

function check({ before, now, mayRemove = false, isFallback = false, earlier, inactive = new Set() }: Choices): void {
  if (earlier !== undefined) writeFileSync(join(folder, "configuration.json"), JSON.stringify(earlier));
  const roots = rootsOf(now);
  const removed = removedRoots(roots, [], listOf(rootsOf(before)));
  checkRemovals({
    removed,
    roots,
    inactive,
    output: new OutputFolder(folder),
    origin,
    missingList: undefined,
    isFallback,
    mayRemove,
  });
}

describe("the removed roots", () => {
  test("the removed roots are the roots of the output and the list that are not configured, each once, with the account if it is known", () => {
    expect(removedRoots({ a: "1" }, ["a", "c", "b"], listOf({ a: "1", b: "2" }))).toEqual([
      { name: "b", account: "2" },
      { name: "c", account: undefined },
    ]);
  });

  test("the removed roots may have the name of a property of every object", () => {
    expect(removedRoots({}, ["constructor"], listOf({}))).toEqual([{ name: "constructor", account: undefined }]);
  });
});

describe("without a confirmation", () => {
  test.each([
    [10, 10],
    [10, 9],
    [20, 18],
    [4, 5],
  ])("removes roots if at most a tenth is removed: of %d roots, %d remain", (before, now) => {
    expect(() => check({ before, now })).not.toThrow();
  });

  test.each([
    [1, 0],
    [4, 3],
    [9, 8],
    [10, 8],
    [20, 17],
  ])("removes no root if more than a tenth would be removed: of %d roots, %d would remain", (before, now) => {
    expect(() => check({ before, now })).toThrow(
      `${before - now} of ${before} roots are no longer configured: member-${now}`,
    );
    expect(() => check({ before, now, mayRemove: true })).not.toThrow();
  });

  test("removes any number of roots of inactive accounts, but no other roots with them", () => {
    const inactive = new Set(["account-1", "account-2", "account-3"]);

    expect(() => check({ before: 4, now: 1, inactive })).not.toThrow();
    expect(() => check({ before: 5, now: 1, inactive })).toThrow("1 of 5 roots are no longer configured: member-4");
  });

  test("prints at most ten names", () => {
    expect(() => check({ before: 40, now: 20 })).toThrow(/member-29 and 10 more; if you removed them on purpose/);
  });

  test("does not replace the output of another organization", () => {
    const earlier = { configuration: "other.yaml", organizationId: "o-2" };

    expect(() => check({ before: 4, now: 4, earlier })).toThrow(
      "was written from other.yaml for organization o-2, and this configuration is for o-1",
    );
    expect(() => check({ before: 4, now: 4, earlier, mayRemove: true })).not.toThrow();
  });
});

test("the output of another configuration with another prefix is replaced only after a confirmation", () => {
  const earlier = { ...origin, configuration: "other.yaml", prefix: "zebra" };

  expect(() => check({ before: 4, now: 4, earlier })).toThrow("was written from other.yaml with prefix: zebra");
  expect(() => check({ before: 4, now: 4, earlier, mayRemove: true })).not.toThrow();
});

describe("the example configuration, if nobody chose a configuration", () => {
  test.each([
    ["roots of another configuration", { before: 20, now: 19 }],
    ["the output of another configuration", { before: 4, now: 4, earlier: { ...origin, configuration: "mine.yaml" } }],
  ])(
    "the example configuration never replaces %s if nobody chose a configuration, even after a confirmation",
    (_, choices) => {
      expect(() => check({ ...choices, isFallback: true, mayRemove: true })).toThrow(
        "this folder contains no audit.yaml, and the example configuration must not replace",
      );
    },
  );

  test("replaces its own output", () => {
    expect(() => check({ before: 4, now: 4, isFallback: true, earlier: origin })).not.toThrow();
  });
});

describe("the message about a removed root", () => {
  const messagesOf = (
    account: string | undefined,
    { now = {}, removed = {}, inactive = [] }: { now?: Roots; removed?: Roots; inactive?: readonly string[] } = {},
  ) =>
    removalMessages({
      removed: account === "none" ? [] : [{ name: "member-a", account }],
      roots: now,
      listed: listOf({ "log-archive": "9" }, removed),
      listPath: "audit.roots.json",
      inactive: new Set(inactive),
    });

  test("contains the account, and explains how to delete its resources", () => {
    expect(messagesOf("1", { now: { "member-b": "2" } })).toEqual([
      expect.stringMatching(
        /^removed member-a of account 1, because .* Unless you took it down, its AWS resources still exist\. To delete them/,
      ),
    ]);
  });

  test("does not mention another new root in the same account, such as the root of an aggregator", () => {
    expect(messagesOf("1", { now: { "config-aggregator": "1" } })).toEqual([
      expect.stringMatching(/^removed member-a of account 1, because it is no longer/),
    ]);
  });

  test("explains that the state of an inactive account remains", () => {
    expect(messagesOf("1", { inactive: ["1"] })).toEqual([
      expect.stringMatching(/^removed member-a of account 1, because the account is not active\. Its state remains/),
    ]);
  });

  test("contains no account if the account is unknown", () => {
    expect(messagesOf(undefined, { now: { "member-b": "1" } })).toEqual([
      expect.stringMatching(/^removed member-a, because it is no longer/),
    ]);
  });

  test("the message about a removed root is repeated in later syntheses, except for inactive accounts and for roots that are configured again", () => {
    const removed = { "member-b": "2", "member-c": "3", "member-d": "4" };

    expect(messagesOf("none", { removed, now: { "member-d": "4" }, inactive: ["3"] })).toEqual([
      expect.stringMatching(/^roots removed earlier: member-b\. .*delete their lines from audit\.roots\.json$/),
    ]);
  });
});

test("the next list contains every removed root until it is configured again", () => {
  const listed = listOf({ "member-a": "1", "member-b": "2" }, { "member-c": "3", "member-d": "4" });
  const roots = { "member-a": "1", "member-d": "4" };

  const settings = { prefix: "acme", homeRegion: "eu-west-1" };

  expect(nextRootList(settings, roots, removedRoots(roots, ["member-e"], listed), listed)).toEqual({
    ...settings,
    roots,
    removed: { "member-b": "2", "member-c": "3" },
  });
});
