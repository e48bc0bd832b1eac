import { existsSync } from "node:fs";
import { detections as catalog } from "../../../../detections/catalog/all";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { housekeeping } from "../../../../detections/catalog/housekeeping";
import { allHunts } from "../../../../hunts/hunt";
import { savedQueries } from "../../../../queries/saved-queries";
import { abusedCalls, unnoticedCalls, unnoticedReasons } from "../../../../dev/docs/abused-calls";
import { emulatedAttacks, huntedAttacks } from "../../../../dev/docs/emulated-attacks";
import { evasions } from "../../../../dev/docs/evasions";
import { furtherTechniques, tactics, techniques } from "../../../../dev/docs/attack-techniques";
import { coveragePage } from "../../../../dev/docs/coverage-page";
import { documentedDetections as detections } from "../../../../dev/docs/documented-detections";
import { isNoticed, noticedBy } from "../../../../dev/docs/noticed";
import { queryTechniques } from "../../../../dev/docs/query-techniques";
import { reasons } from "../../../../dev/docs/reasons";
import { examples } from "../../../../sample-data/detection-examples/all";

const known = [...techniques, ...furtherTechniques].map(({ id }) => id);
const used = detections.flatMap(({ controls }) =>
  controls.filter((control) => control.startsWith("ATT&CK ")).map((control) => control.slice("ATT&CK ".length)),
);

describe("the techniques of the coverage", () => {
  test("the techniques of the coverage are listed once each, in order", () => {
    expect(known.filter((id, i) => known.indexOf(id) !== i)).toEqual([]);
    expect(techniques.map(({ id }) => id)).toEqual(techniques.map(({ id }) => id).toSorted());
  });

  test("belong to existing tactics, and each tactic has techniques", () => {
    const given = techniques.flatMap((technique) => technique.tactics);

    expect(techniques.filter((technique) => technique.tactics.length === 0)).toEqual([]);
    expect(new Set(given)).toEqual(new Set(Object.keys(tactics)));
  });

  test("include every technique of the catalog and of the saved queries", () => {
    const requested = Object.values(queryTechniques).flat();

    expect([...used, ...requested].filter((id) => !known.includes(id))).toEqual([]);
  });

  test("the techniques of the coverage have a detection, a hunt, a saved query, or a reason", () => {
    expect(techniques.filter(({ id, otherwise }) => isNoticed(id) === (otherwise !== undefined))).toEqual([]);
    expect(furtherTechniques.filter(({ id }) => !isNoticed(id))).toEqual([]);
  });

  test("notify people by a detection or a hunt if a saved query shows them", () => {
    const isOnlyQueried = (id: string) => {
      const { detections: found, hunts, queries } = noticedBy(id);
      return found.length === 0 && hunts.length === 0 && queries.length > 0;
    };

    expect(known.filter(isOnlyQueried)).toEqual([]);
    expect(coveragePage()).toContain("and none only by a saved query.");
  });

  test("use every listed reason", () => {
    const given = techniques.flatMap(({ otherwise }) => otherwise ?? []);

    expect(new Set(given)).toEqual(new Set(Object.keys(reasons)));
  });

  test("the techniques of the coverage are covered by a sub-technique, which the page shows", () => {
    const { detections: found, through } = noticedBy("T1110");

    expect(through).toEqual(["T1110.001", "T1110.003", "T1110.004"]);
    expect(found.map(({ id }) => id)).toEqual(["sign-in-failure-burst"]);
    expect(noticedBy("T1098").through).toEqual([]);
    expect(noticedBy("T1621")).toEqual({ detections: [], hunts: [], queries: [], through: [] });
  });

  test("the techniques of the coverage are covered by a hunt, which the page shows with its runbook", () => {
    expect(noticedBy("T1654").hunts.map(({ name }) => name)).toEqual(["logs-read-in-bulk"]);
    expect(coveragePage()).toContain("[hunt: logs-read-in-bulk](runbooks/hunt-logs-read-in-bulk.md) (notify)");
  });
});

test("every saved query with techniques exists", () => {
  const names = savedQueries().map(({ name }) => name);

  expect(Object.keys(queryTechniques).filter((name) => !names.includes(name))).toEqual([]);
});

describe("the page of the coverage", () => {
  const page = coveragePage();

  test("contains every technique, below each of its tactics", () => {
    for (const { id, tactics: under } of techniques) {
      const rows = page.match(new RegExp(`^\\| \\[${id.replace(".", "\\.")}\\]`, "gm")) ?? [];
      expect([id, rows.length]).toEqual([id, under.length]);
    }
  });

  test("contains every detection with a technique, whose runbook exists", () => {
    const linked = new Set([...page.matchAll(/\(runbooks\/([a-z-]+)\.md\)/g)].map(([, id = ""]) => id));
    const naming = detections.filter(({ controls }) => controls.some((control) => control.startsWith("ATT&CK ")));

    expect(naming.map(({ id }) => id).filter((id) => !linked.has(id))).toEqual([]);
    expect([...linked].filter((id) => !existsSync(`docs/runbooks/${id}.md`))).toEqual([]);
  });

  test("lists the calls and detections of every excluded service", () => {
    for (const { address, does } of Object.values(housekeeping)) {
      const row = page.split("\n").find((line) => line.startsWith(`| \`${address}\``));
      expect(row).toContain(does);
      expect(row).toMatch(/\(runbooks\/[a-z-]+\.md\) *\|$/);
    }
  });

  test("lists the hunts of each recorded attack that only hunts find, and their number", () => {
    const names = allHunts().map(({ name }) => name);
    const only = Object.keys(huntedAttacks).filter((attack) => "unnoticed" in (emulatedAttacks[attack] ?? {}));

    expect(only).toEqual([
      "aws.credential-access.secretsmanager-batch-retrieve-secrets",
      "aws.credential-access.ssm-retrieve-securestring-parameters",
      "aws.discovery.ec2-download-user-data",
      "aws.execution.ec2-launch-unusual-instances",
    ]);
    expect(page).toContain(`Only hunts find ${only.length} more.`);
    for (const [attack, hunts] of Object.entries(huntedAttacks)) {
      const row = page.split("\n").find((line) => line.startsWith(`| \`${attack}\``)) ?? "";
      expect(hunts.filter((name) => !names.includes(name) || !row.includes(`[hunt: ${name}]`))).toEqual([]);
    }
  });

  test("lists each known evasion", () => {
    expect(evasions.filter(({ what, why }) => !page.includes(what) || !page.includes(why))).toEqual([]);
  });

  test("contains one square for each technique of a tactic", () => {
    const bars = page.match(/[█░]+/g) ?? [];

    expect(bars.map((bar) => bar.length)).toEqual(
      Object.keys(tactics).map(
        (tactic) => techniques.filter(({ tactics: of }) => of.some((one) => one === tactic)).length,
      ),
    );
  });
});

describe("calls that attackers are known to use", () => {
  const patterns = catalog.map(({ pattern }) => parseFilterPattern(pattern));
  const fired = new Set(
    Object.values(examples).flatMap(({ fires }) =>
      fires.map(({ eventSource, eventName }) => `${eventSource} ${eventName}`),
    ),
  );
  const calls = Object.entries(abusedCalls).flatMap(([service, names]) =>
    names.split(" ").map((name) => ({ service, name, call: `${service} ${name}` })),
  );

  /** The fields of every event of a call. The examples contain the additional fields that a pattern compares. */
  const least = (service: string, eventName: string) => ({
    eventSource: `${service}.amazonaws.com`,
    eventName,
    readOnly: false,
    sourceIPAddress: "203.0.113.66",
    userIdentity: { type: "IAMUser" },
    requestParameters: {},
  });
  const noticed = ({ service, name }: { service: string; name: string }) =>
    fired.has(`${service}.amazonaws.com ${name}`) || patterns.some((pattern) => matches(pattern, least(service, name)));

  test("calls that attackers are known to use have a detection or a reason", () => {
    expect(calls.length).toBeGreaterThan(250);
    expect(calls.filter((call) => noticed(call) === (unnoticedCalls[call.call] !== undefined))).toEqual([]);
  });

  test("include all calls with a reason, and no reason is superfluous", () => {
    const names = calls.map(({ call }) => call);

    expect(Object.keys(unnoticedCalls).filter((call) => !names.includes(call))).toEqual([]);
    expect(new Set(Object.values(unnoticedCalls))).toEqual(new Set(Object.keys(unnoticedReasons)));
  });
});
