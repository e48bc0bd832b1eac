import { clipDetail } from "./clipped";
import type { Finding } from "../finding";
import type { Report, SuppressedFinding } from "../report";
import type { Rule, Severity } from "../rule";
import { rules } from "../rules";
import { fingerprint } from "./fingerprint";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};

/** Scores that GitHub converts to its own severities. */
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/**
 * A report in SARIF 2.1.0, for code scanning.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function reportSarif({ findings, suppressed }: Report): string {
  const driver = { name: "trailkeeper review", rules: rules.map(ruleOf) };
  const results = [...findings.map((finding) => resultOf(finding)), ...suppressed.map(suppressedResult)];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
  return JSON.stringify(log, undefined, 2);
}

const ruleOf = ({ id, severity, what, why, fix }: Rule) => ({
  id,
  shortDescription: { text: sentence(what) },
  fullDescription: { text: why },
  help: { text: `${why} ${fix}` },
  defaultConfiguration: { level: levels[severity] },
  properties: { "security-severity": scores[severity], tags: ["security", "audit"] },
});

const sentence = (what: string): string => `${what.charAt(0).toUpperCase()}${what.slice(1)}.`;

function resultOf({ rule, root, address, attribute, details, isUnknown }: Finding) {
  const text = [
    isUnknown ? "Cannot be judged before apply:" : sentence(rule.what),
    `${address} in ${root}.`,
    details.map(clipDetail).join("; "),
  ];
  return {
    ruleId: rule.id,
    ruleIndex: rules.findIndex(({ id }) => id === rule.id),
    // In SARIF, only a result of the kind "fail" has a level
    ...(isUnknown ? { kind: "open", level: "none" } : { level: levels[rule.severity] }),
    message: { text: text.join(" ").trim() },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: encodeURI(root) }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: address, kind: "resource" }],
      },
    ],
    partialFingerprints: { "trailkeeper/v1": fingerprint(rule.id, root, address, attribute ?? "") },
  };
}

const suppressedResult = ({ finding, suppression }: SuppressedFinding) => ({
  ...resultOf(finding),
  suppressions: [{ kind: "external", justification: `${suppression.reason} (until ${suppression.expires})` }],
});
