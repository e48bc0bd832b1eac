import type { ExplainedFinding, Finding, Scanner, Verdict } from "./finding";

const introduction: Readonly<Record<Scanner, string>> = {
  Checkov: `Run over the Terraform of \`config/example.yaml\` and \`config/examples/everything.yaml\`, with
\`--framework terraform_json\`. Checkov stops at a root whose \`terraform\` block holds a text, such as \`required_version\`, and
at \`import\` blocks, so it gets copies with providers, data sources, resources and outputs only. To scan your own roots
directly, scan a plan: \`terraform show -json\` and \`--framework terraform_plan\`.`,
  Prowler: `Run over the accounts of the [local AWS](local-aws.md), in its home region, for the services that this project has
resources of. What the emulator does not return, Prowler does not check.`,
};

/** The page docs/scanners.md. */
export function scannersPage(
  { explained }: Pick<Verdict, "explained">,
  versions: Readonly<Record<Scanner, string>>,
): string {
  const sections = (["Checkov", "Prowler"] as const).map((scanner) => {
    const rows = rowsOf(explained.filter(({ finding }) => finding.scanner === scanner));
    const table = ["| Check | What it wants | Where | Why it stays |", "| --- | --- | --- | --- |", ...rows].join("\n");
    return `## ${scanner} ${versions[scanner]}\n\n${introduction[scanner]}\n\n${table}`;
  });
  return `# What scanners find

Written by \`npm run scan\`, which installs pinned versions of Checkov and Prowler below \`.local/\`, runs them, and fails on a
finding without a reason. Every finding that is left is here. The reasons are in
[\`tools/scan/accepted-findings.ts\`](../tools/scan/accepted-findings.ts).

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
