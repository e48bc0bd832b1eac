import { stringify } from "yaml";
import type { Answers } from "./answers";
import { type LandingZone, missingFacts } from "./landing-zone";

/** A member of the organization. */
export interface FoundMember {
  readonly name: string;
  readonly id: string;
}

/** A text as YAML, quoted where YAML would read something else. Names in AWS are free text. */
const quoted = (text: string): string => stringify(text, { defaultStringType: "QUOTE_DOUBLE", lineWidth: 0 }).trim();

/**
 * A commented configuration.
 *
 * @param members accounts of AWS Organizations. Undefined if nobody read them
 * @param landingZone what Control Tower or Landing Zone Accelerator made. Undefined if nothing was found
 */
export function configurationText(
  answers: Answers,
  members: readonly FoundMember[] | undefined,
  landingZone?: LandingZone,
): string {
  const { prefix, homeRegion, organizationId, management, logArchive, pageEmail, notifyEmail } = answers;
  return `# Audit logging of the organization, for trailkeeper. Every other setting and its default: docs/configuration.md
# Next: trailkeeper check, then trailkeeper synth and trailkeeper deploy --plan.

# The beginning of every name. Do not change it after the first apply: it is part of the names of buckets.
prefix: ${quoted(prefix)}

# Region of the trail, the archive and the alarms. Name every region in use below; the default is the home region alone.
homeRegion: ${quoted(homeRegion)}
# regions: [${homeRegion}, us-east-1]
organizationId: ${quoted(organizationId)}

# Ids are quoted: without quotes, YAML reads a number and drops a zero at its beginning.
accounts:
  management: ${quoted(management)}
  logArchive: ${quoted(logArchive)}
${membersText(members)}
${landingZone === undefined ? "" : `\n${landingZoneText(landingZone, answers)}\n`}
# Terraform's state. With this backend, trailkeeper bootstrap makes the bucket.
# backend: { type: s3, bucket: ${prefix}-terraform-state, region: ${homeRegion} }

notifications:
  # Alarms that wake somebody
  page:
    emails: [${quoted(pageEmail)}]
  # Alarms that can wait until the morning
  notify:
    emails: [${quoted(notifyEmail)}]
`;
}

function membersText(members: readonly FoundMember[] | undefined): string {
  const hint = "  # All other accounts. trailkeeper accounts --write adds those of AWS Organizations.";
  if (members === undefined || members.length === 0) return `${hint}\n  members: []`;
  return [
    hint,
    "  members:",
    ...members.flatMap(({ name, id }) => [`    - name: ${quoted(name)}`, `      id: ${quoted(id)}`]),
  ].join("\n");
}

/** The mode and the names of what the landing zone made. What was not found is a comment. */
function landingZoneText(landingZone: LandingZone, { management }: Pick<Answers, "management">): string {
  const { layout, trail, config } = landingZone;
  const setting = (name: string, value: string | undefined) =>
    value === undefined ? [] : [`  ${name}: ${quoted(value)}`];
  return [
    "# The trail, the buckets, the key and the log group of Control Tower stay its own: docs/modes/control-tower.md",
    "mode: controlTower",
    "controlTower:",
    ...missingFacts(landingZone).map((fact) => `  # Not found: ${fact}`),
    "  # 3.x has one bucket for the trail and AWS Config, 4.x has two",
    ...setting("layout", layout),
    ...setting("trailName", trail.name),
    ...setting("trailBucket", trail.bucket),
    ...setting("trailPrefix", trail.prefix),
    ...(trail.kmsKeyArn === undefined ? [] : ["  # Its policy must let the log-archive account decrypt"]),
    ...setting("trailKmsKeyArn", trail.kmsKeyArn),
    ...setting("logGroupName", trail.logGroupName),
    ...setting("configBucket", config?.bucket),
    ...setting("configPrefix", config?.prefix),
    ...setting("configKmsKeyArn", config?.kmsKeyArn),
    "",
    "logSources:",
    "  config:",
    "    # Control Tower records every account but the management account. For a recorder there, remove the #",
    `    # recorderByAccount: { ${quoted(management)}: create }`,
    "    recorder: none",
  ].join("\n");
}
