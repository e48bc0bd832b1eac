/** What a service of AWS does by itself, at calls for which nobody can send it. */
interface Housekeeping {
  /** End of the address that CloudTrail writes for the service. */
  readonly address: string;

  /** What it does, and what is noticed of whoever decides about it. */
  readonly does: string;
}

/**
 * The only callers that a detection leaves out for what they are.
 *
 * CloudTrail writes the name of a service where the address of a caller would be, so that no caller can forge one. Left
 * out are calls that the service makes for itself alone. Whoever acts through CloudFormation, Step Functions, Systems
 * Manager or another service that takes orders stays in. A service-linked role is no criterion: the path of a role may
 * contain `:role/aws-service-role/`, and its creator chooses it.
 */
export const housekeeping = {
  autoscaling: {
    address: "*autoscaling.amazonaws.com",
    does: "Auto Scaling and Application Auto Scaling stop machines when less is needed, and delete alarms that they created. A group that somebody sets to 0 is among them.",
  },
  backup: {
    address: "backup.amazonaws.com",
    does: "AWS Backup creates recovery points, and deletes expired ones. A shortened lifecycle is noticed (`backups-destroyed`).",
  },
  lifecycle: {
    address: "dlm.amazonaws.com",
    does: "Data Lifecycle Manager creates snapshots and deletes expired ones. A changed policy is noticed (`database-safety-removed`).",
  },
  config: {
    address: "config.amazonaws.com",
    does: "AWS Config reads every resource, and is refused some. It takes no orders to read or change.",
  },
  conformancePacks: {
    address: "config-*",
    does: "AWS Config deletes the rules of a conformance pack that was deleted. The pack's deletion is noticed (`config-rules-removed`).",
  },
  securityHub: {
    address: "securityhub.amazonaws.com",
    does: "Security Hub reads, and deletes its rules of AWS Config with a standard. A disabled standard is noticed (`security-services-disabled`).",
  },
  trustedAdvisor: {
    address: "trustedadvisor.amazonaws.com",
    does: "Trusted Advisor reads every resource, and is refused some.",
  },
  firewallManager: {
    address: "fms.amazonaws.com",
    does: "Firewall Manager removes what its policies no longer ask for. A deleted policy is noticed (`web-acl-removed`).",
  },
  identityCenter: {
    address: "sso.amazonaws.com",
    does: "IAM Identity Center keeps its own roles and its own SAML provider in each account. A changed permission set is noticed (`administrator-rights-granted`).",
  },
  malwareProtection: {
    address: "malware-protection.guardduty.amazonaws.com",
    does: "GuardDuty Malware Protection shares a snapshot with the account of AWS that scans it.",
  },
  crawler: {
    address: "glue.amazonaws.com",
    does: "The crawler of this project updates tables. A created or changed crawler is noticed (`archive-settings-changed`).",
  },
  internal: {
    address: "AWS Internal",
    does: "Services give themselves a grant on the key of a volume, database or function that somebody creates. The service is the grantee.",
  },
  ec2: { address: "ec2.amazonaws.com", does: "The same grant, for an encrypted volume." },
  databases: { address: "rds.amazonaws.com", does: "The same grant, for an encrypted database." },
  tables: { address: "dynamodb.amazonaws.com", does: "The same grant, for an encrypted table." },
} as const satisfies Record<string, Housekeeping>;

export type Housekeeper = keyof typeof housekeeping;

/** The call is not part of what these services do by themselves. */
export const notHousekeeping = (...services: readonly Housekeeper[]): string =>
  services.map((service) => `$.sourceIPAddress != "${housekeeping[service].address}"`).join(" && ");
