import type { ExplainedFinding, Finding, Scanner, Verdict } from "./finding";

const introduction: Readonly<Record<Scanner, string>> = {
  Checkov: `Checkov runs over the Terraform of \`config/example.yaml\` and \`config/examples/everything.yaml\`, with
\`--framework terraform_json\`. Checkov fails for a root with a string in its \`terraform\` block, such as \`required_version\`, and
for a root with \`import\` blocks. So it gets copies with only providers, data sources, resources and outputs. To scan your own
roots, scan a plan: \`terraform show -json\` and \`--framework terraform_plan\`.`,
  Prowler: `Prowler runs over the accounts of the [local AWS](local-aws.md), in its home region, for the services in which this project creates resources. Prowler cannot check attributes that the emulator does not return.`,
};

/** The page docs/scanners.md. */
export function scannersPage(
  { explained }: Pick<Verdict, "explained">,
  versions: Readonly<Record<Scanner, string>>,
): string {
  const sections = (["Checkov", "Prowler"] as const).map((scanner) => {
    const rows = rowsOf(explained.filter(({ finding }) => finding.scanner === scanner));
    const table = [
      "| Check | Requirement | Resources | Reason for acceptance |",
      "| --- | --- | --- | --- |",
      ...rows,
    ].join("\n");
    return `## ${scanner} ${versions[scanner]}\n\n${introduction[scanner]}\n\n${table}`;
  });
  return `# Findings of scanners

Written by \`npm run scan\`, which installs pinned versions of Checkov and Prowler below \`.local/\`, runs them, and fails if a
finding has no reason. This page lists every accepted finding. The reasons are in
[\`dev/scan/accepted-findings.ts\`](../dev/scan/accepted-findings.ts).

${sections.join("\n\n")}
`;
}

function rowsOf(findings: readonly ExplainedFinding[]): string[] {
  const groups = new Map<string, { readonly finding: Finding; readonly reason: string; readonly where: Set<string> }>();
  for (const { reason, finding } of findings) {
    const key = `${finding.check} ${reason}`;
    const group = groups.get(key) ?? { finding, reason, where: new Set<string>() };
    group.where.add(finding.resource);
    groups.set(key, group);
  }
  return [...groups.values()]
    .toSorted((a, b) => a.finding.check.localeCompare(b.finding.check) || a.reason.localeCompare(b.reason))
    .map(({ finding, reason, where }) => {
      const title = finding.title.replaceAll("|", "\\|");
      return `| \`${finding.check}\` | ${title} | ${placesText([...where].toSorted())} | ${reason} |`;
    });
}

/** Maximum number of resources that a row lists. A row with more resources shows their number and three names. */
const namedPlaces = 20;

function placesText(places: readonly string[]): string {
  const named = places.length > namedPlaces ? places.slice(0, 3) : places;
  const text = named.map((place) => `\`${place}\``).join(", ");
  return named.length < places.length ? `${places.length} resources, such as ${text}` : text;
}
