import type { Detection } from "../../detections/detection";
import { configuredControls } from "./configured-controls";
import { documentedDetections } from "./documented-detections";
import { huntSection } from "./commands/hunt-controls";
import { runbooks } from "./runbook-links";
import { table } from "../../shared/markdown-table";
import { tunedDetections } from "./tuned-detections";

/** Versions of the benchmark in order. A range in the catalog includes all versions between its ends. */
const cisVersions = ["1.2", "1.4", "1.5", "2.0", "3.0", "4.0", "5.0", "6.0", "7.0"];

/** Versions that auditors still use. Each has its own section. */
const shownVersions = ["1.2", "1.4", "3.0", "5.0", "6.0", "7.0"];

/** Other frameworks: the prefix of their controls in the catalog, and their names. */
const otherFrameworks: Readonly<Record<string, string>> = {
  "Security Hub": "AWS Security Hub",
  "NIST 800-53": "NIST SP 800-53",
  "PCI DSS 4": "PCI DSS 4",
  "SOC 2": "SOC 2",
};

/** `docs/controls.md`: the controls of each framework, and the detections that cover them. */
export function controlsPage(): string {
  return [
    "# Controls",
    "",
    "Generated from `detections/` by `npm run docs`: the detections that support each control, and their severity. `page` notifies",
    "someone immediately, `notify` can wait until morning, `watch` only counts.",
    "",
    "The CIS benchmark and Security Hub require exact patterns. Detections with these patterns have the track `compliance`: they are",
    "for auditors, and never have severity `page`. The tables also show tuned detections of the track `pager`, which match a part of",
    "the same events and may have severity `page`. For all other frameworks, every detection has the track `pager`. A detection is",
    "evidence for a control, but seldom satisfies the whole control.",
    "",
    ...shownVersions.flatMap((version) => section(`CIS AWS Foundations Benchmark ${version}`, cisControls(version))),
    ...Object.entries(otherFrameworks).flatMap(([prefix, name]) => section(name, controlsOf(prefix))),
    ...huntSection(),
    ...resourceSection(),
  ].join("\n");
}

/** The section about controls that check resources instead of detections. */
function resourceSection(): string[] {
  return [
    "## AWS Security Hub, resources",
    "",
    "Results of Security Hub for the resources that this project deploys. Security Hub also checks all other resources of your accounts.",
    "",
    ...table(
      ["Control", "Checks that", "Deployed"],
      configuredControls.map(({ id, check, deployed }) => [id, check, deployed]),
    ),
  ];
}

type Controls = ReadonlyMap<string, readonly Detection[]>;

function section(name: string, controls: Controls): string[] {
  const rows = [...controls].toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  const isExact = rows.some(([, found]) => found.some(({ track }) => track === "compliance"));
  const satisfied = rows.map(([control, found]) =>
    isExact ? [control, runbooks(found), runbooks(tunedFor(found))] : [control, runbooks(found)],
  );
  return [
    `## ${name}`,
    "",
    ...table(isExact ? ["Control", "Exact pattern", "Tuned"] : ["Control", "Detections"], satisfied),
  ];
}

function tunedFor(exact: readonly Detection[]): readonly Detection[] {
  const ids = exact.flatMap(({ id }) => tunedDetections[id] ?? []);
  return documentedDetections.filter(({ id }) => ids.includes(id));
}

/** Controls of one version of the benchmark. The catalog contains `CIS 1.5 to 5.0: 4.3`, or `CIS 1.2: 1.1 and 3.3`. */
function cisControls(version: string): Controls {
  return gather(({ controls }) =>
    controls.flatMap((text) => {
      const [, first = "", joint, last = first, numbers = ""] =
        /^CIS ([\d.]+)(?: (to|and) ([\d.]+))?: (.+)$/.exec(text) ?? [];
      const between = cisVersions.slice(cisVersions.indexOf(first), cisVersions.indexOf(last) + 1);
      const versions = joint === "to" ? between : [first, last];
      return versions.includes(version) ? numbers.split(" and ") : [];
    }),
  );
}

/** Controls with this prefix, without the prefix. */
function controlsOf(prefix: string): Controls {
  return gather(({ controls }) =>
    controls.filter((text) => text.startsWith(`${prefix} `)).map((text) => text.slice(prefix.length + 1)),
  );
}

function gather(controlsIn: (detection: Detection) => readonly string[]): Controls {
  const all = new Map<string, Detection[]>();
  for (const detection of documentedDetections) {
    for (const control of controlsIn(detection)) all.set(control, [...(all.get(control) ?? []), detection]);
  }
  return all;
}
