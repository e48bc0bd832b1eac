import { stringify } from "yaml";
import type { Answers } from "./answers";
import { type LandingZone, missingFacts } from "./landing-zone";

/** A member of the organization. */
export interface FoundMember {
  readonly name: string;
  readonly id: string;
}

/** A string as YAML. It is quoted, because names in AWS are free text that YAML could parse as another value. */
const quoteYaml = (text: string): string => stringify(text, { defaultStringType: "QUOTE_DOUBLE", lineWidth: 0 }).trim();

/**
 * The content of a configuration file with comments.
 *
 * @param members accounts of AWS Organizations. Undefined if they were not read
 * @param landingZone resources that Control Tower or Landing Zone Accelerator created. Undefined if none was found
 */
export function configurationText(
  answers: Answers,
  members: readonly FoundMember[] | undefined,
  landingZone?: LandingZone,
): string {
  const { prefix, homeRegion, organizationId, management, logArchive, pageEmail, notifyEmail } = answers;
  return `# Configuration of trailkeeper. docs/configuration.md lists all settings and their defaults.
# Next steps: trailkeeper check, then trailkeeper synth and trailkeeper deploy --plan.

# The beginning of the names of all resources. Do not change it after the first apply: bucket names contain it.
prefix: ${quoteYaml(prefix)}

# Region of the trail, the archive and the alarms. List all regions in use in regions; the default is only the home region.
homeRegion: ${quoteYaml(homeRegion)}
# regions: [${homeRegion}, us-east-1]
organizationId: ${quoteYaml(organizationId)}

# Account ids need quotes. Without quotes, YAML parses a number and drops leading zeros.
accounts:
  management: ${quoteYaml(management)}
  logArchive: ${quoteYaml(logArchive)}
${membersText(members)}
${landingZone === undefined ? "" : `\n${landingZoneText(landingZone, answers)}\n`}
# Backend of the Terraform state. trailkeeper bootstrap creates this bucket.
# backend: { type: s3, bucket: ${prefix}-terraform-state, region: ${homeRegion} }

notifications:
  # Alarms that notify people at once, day and night
  page:
    emails: [${quoteYaml(pageEmail)}]
  # Alarms that can wait until morning
  notify:
    emails: [${quoteYaml(notifyEmail)}]
`;
}

function membersText(members: readonly FoundMember[] | undefined): string {
  const hint = "  # All other accounts. trailkeeper accounts --write adds the accounts in AWS Organizations.";
  if (members === undefined || members.length === 0) return `${hint}\n  members: []`;
  return [
    hint,
    "  members:",
    ...members.flatMap(({ name, id }) => [`    - name: ${quoteYaml(name)}`, `      id: ${quoteYaml(id)}`]),
  ].join("\n");
}

/** The mode, and the names of the resources of the landing zone. A name that was not found becomes a comment. */
function landingZoneText(landingZone: LandingZone, { management }: Pick<Answers, "management">): string {
  const { layout, trail, config } = landingZone;
  const settingLine = (name: string, value: string | undefined) =>
    value === undefined ? [] : [`  ${name}: ${quoteYaml(value)}`];
  return [
    "# trailkeeper uses the trail, buckets, key and log group of Control Tower and does not change them: docs/modes/control-tower.md",
    "mode: controlTower",
    "controlTower:",
    ...missingFacts(landingZone).map((fact) => `  # Not found: ${fact}`),
    "  # Layout 3.x has one bucket for the trail and AWS Config. Layout 4.x has two buckets",
    ...settingLine("layout", layout),
    ...settingLine("trailName", trail.name),
    ...settingLine("trailBucket", trail.bucket),
    ...settingLine("trailPrefix", trail.prefix),
    ...(trail.kmsKeyArn === undefined
      ? []
      : ["  # The policy of this key must allow the log-archive account to decrypt"]),
    ...settingLine("trailKmsKeyArn", trail.kmsKeyArn),
    ...settingLine("logGroupName", trail.logGroupName),
    ...settingLine("configBucket", config?.bucket),
    ...settingLine("configPrefix", config?.prefix),
    ...settingLine("configKmsKeyArn", config?.kmsKeyArn),
    "",
    "logSources:",
    "  config:",
    "    # Control Tower creates no recorder in the management account. To create one, remove the # from the next line",
    `    # recorderByAccount: { ${quoteYaml(management)}: create }`,
    "    recorder: none",
  ].join("\n");
}
