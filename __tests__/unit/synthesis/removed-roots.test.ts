import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OutputFolder } from "../../../synthesis/output-folder";
import { checkRemovals, removalMessages, removedRoots } from "../../../synthesis/removed-roots";
import type { RootList } from "../../../synthesis/root-list";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const rootsOf = (count: number): RootList =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`member-${i}`, `account-${i}`]));
const origin = { configuration: "audit.yaml", organizationId: "o-1" };

interface Choices {
  readonly before: number;
  readonly now: number;
  readonly mayRemove?: boolean;
  readonly isFallback?: boolean;
  readonly earlier?: object;
}

function check({ before, now, mayRemove = false, isFallback = false, earlier }: Choices): void {
  if (earlier !== undefined) writeFileSync(join(folder, "configuration.json"), JSON.stringify(earlier));
  const roots = rootsOf(now);
  const removed = removedRoots(roots, [], rootsOf(before));
  checkRemovals({ removed, roots, output: new OutputFolder(folder), origin, isFallback, mayRemove });
}

describe("the removed roots", () => {
  test("are those of the output and of the list that are not configured, each once, with the account if it is known", () => {
    expect(removedRoots({ a: "1" }, ["a", "c", "b"], { a: "1", b: "2" })).toEqual([
      { name: "b", account: "2" },
      { name: "c", account: undefined },
    ]);
  });

  test("may have the name of a method of objects", () => {
    expect(removedRoots({}, ["constructor"], {})).toEqual([{ name: "constructor", account: undefined }]);
  });
});

describe("without a confirmation", () => {
  test.each([
    [10, 10],
    [10, 9],
    [20, 18],
    [4, 5],
  ])("of %d roots, %d remain", (before, now) => {
    expect(() => check({ before, now })).not.toThrow();
  });

  test.each([
    [1, 0],
    [4, 3],
    [9, 8],
    [10, 8],
    [20, 17],
  ])("more than a tenth is not removed: of %d roots %d would remain", (before, now) => {
    expect(() => check({ before, now })).toThrow(
      `${before - now} of ${before} roots are no longer configured: member-${now}`,
    );
    expect(() => check({ before, now, mayRemove: true })).not.toThrow();
  });

  test("at most ten names are printed", () => {
    expect(() => check({ before: 40, now: 20 })).toThrow(/member-29 and 10 more; if that is right/);
  });

  test("the output of another organization is not replaced", () => {
    const earlier = { configuration: "other.yaml", organizationId: "o-2" };

    expect(() => check({ before: 4, now: 4, earlier })).toThrow(
      "was written from other.yaml for organization o-2, and this configuration is of o-1",
    );
    expect(() => check({ before: 4, now: 4, earlier, mayRemove: true })).not.toThrow();
  });
});

describe("the example, where nobody chose a configuration", () => {
  test.each([
    ["roots of another configuration", { before: 20, now: 19 }],
    ["the output of another configuration", { before: 4, now: 4, earlier: { ...origin, configuration: "mine.yaml" } }],
  ])("never replaces %s, even after a confirmation", (_, choices) => {
    expect(() => check({ ...choices, isFallback: true, mayRemove: true })).toThrow(
      "there is no audit.yaml in this folder, and the example must not replace",
    );
  });

  test("replaces its own output", () => {
    expect(() => check({ before: 4, now: 4, isFallback: true, earlier: origin })).not.toThrow();
  });
});

describe("the message about a removed root", () => {
  test("names the account, and how to delete its resources", () => {
    expect(removalMessages([{ name: "member-a", account: "1" }], { "member-b": "2" })).toEqual([
      expect.stringMatching(
        /^removed member-a of account 1, because .* Its AWS resources still exist\. To delete them/,
      ),
    ]);
  });

  test("names the new name of the same account", () => {
    expect(removalMessages([{ name: "member-a", account: "1" }], { "member-b": "1" })).toEqual([
      expect.stringMatching(/^removed member-a of account 1, which is now member-b\..*give the account its old name$/),
    ]);
  });

  test("names no account that is unknown", () => {
    expect(removalMessages([{ name: "member-a", account: undefined }], { "member-b": "1" })).toEqual([
      expect.stringMatching(/^removed member-a, because it is no longer/),
    ]);
  });
});
