import { type Hunt, allHunts, isHistory } from "../../../hunts/hunt";
import { table } from "../../../shared/markdown-table";

/** A control, and the hunts that are evidence for it. */
interface HuntControl {
  readonly control: string;
  readonly requires: string;

  /** @default every hunt */
  readonly isEvidence?: (hunt: Hunt) => boolean;
}

const isOfLogsStopped = ({ techniques }: Hunt): boolean => techniques.includes("T1685.002");

/** Controls about the review of logs. Detections, which look at single events, are evidence for other controls. */
export const huntControls: readonly HuntControl[] = [
  { control: "NIST 800-53 AU-6", requires: "audit records are reviewed for unusual activity, and it is reported" },
  {
    control: "NIST 800-53 AU-6(3)",
    requires: "audit records of several repositories are correlated",
    isEvidence: (hunt) => hunt.with !== undefined,
  },
  { control: "NIST 800-53 RA-10", requires: "threats that evade other controls are searched for" },
  {
    control: "NIST 800-53 SI-4(13)",
    requires: "usual activity is known, and unusual activity is compared with it",
    isEvidence: (hunt) => isHistory(hunt) || hunt.leavesOutRoutine,
  },
  { control: "PCI DSS 4 10.4.1.1", requires: "logs are reviewed automatically" },
  { control: "PCI DSS 4 10.7.2", requires: "failures of logging are detected", isEvidence: isOfLogsStopped },
  { control: "SOC 2 CC7.2", requires: "components are monitored for anomalies" },
];

/** The section about hunts on the page of controls. */
export function huntSection(): string[] {
  const link = ({ name, severity }: Hunt) => `[${name}](runbooks/hunt-${name}.md) (${severity})`;
  const rows = huntControls.map(({ control, requires, isEvidence }) => [
    control,
    requires,
    isEvidence === undefined ? "[every hunt](hunts.md#the-hunts)" : allHunts().filter(isEvidence).map(link).join(", "),
  ]);
  return [
    "## Hunts",
    "",
    "[Hunts](hunts.md) support controls about the review of logs, if `hunts.enabled` is true. A message, its runbook and the Monday",
    "summary are evidence that the review took place.",
    "",
    ...table(["Control", "Requires that", "Hunts"], rows),
  ];
}
