/** Calls that an AWS service sends by itself, and that no caller can cause it to send. */
interface Housekeeping {
  /** Suffix of the source address that CloudTrail writes for the service. */
  readonly address: string;

  /** The calls of the service, and the detections that match the call of a person who causes these calls. */
  readonly does: string;
}

/**
 * The only callers that detections exclude by their identity.
 *
 * CloudTrail writes the name of a service into the source address, and a caller cannot forge this value. Only calls that a service
 * sends by itself are excluded. Calls through CloudFormation, Step Functions, Systems Manager or another service that acts on behalf
 * of a caller are not excluded. Service-linked roles are not excluded, because the creator of a role chooses its path, which may
 * contain `:role/aws-service-role/`.
 */
export const housekeeping = {
  autoscaling: {
    address: "*autoscaling.amazonaws.com",
    does: "Auto Scaling and Application Auto Scaling stop machines when fewer are needed, and also when somebody sets the size of a group to 0. They delete alarms that they created.",
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
    does: "AWS Config reads every resource, and some of its calls are refused. No caller can cause it to read or change a given resource.",
  },
  conformancePacks: {
    address: "config-*",
    does: "AWS Config deletes the rules of a deleted conformance pack. The deletion of the conformance pack is noticed (`config-rules-removed`).",
  },
  securityHub: {
    address: "securityhub.amazonaws.com",
    does: "Security Hub reads resources, and deletes the AWS Config rules of a disabled standard. Disabling a standard is noticed (`security-services-disabled`).",
  },
  trustedAdvisor: {
    address: "trustedadvisor.amazonaws.com",
    does: "Trusted Advisor reads every resource, and some of its calls are refused.",
  },
  firewallManager: {
    address: "fms.amazonaws.com",
    does: "Firewall Manager removes resources that its policies no longer require. A deleted policy is noticed (`web-acl-removed`).",
  },
  identityCenter: {
    address: "sso.amazonaws.com",
    does: "IAM Identity Center keeps its own roles and its own SAML provider in each account. A changed permission set is noticed (`administrator-rights-granted`).",
  },
  malwareProtection: {
    address: "malware-protection.guardduty.amazonaws.com",
    does: "GuardDuty Malware Protection shares a snapshot with AWS's account that scans it.",
  },
  crawler: {
    address: "glue.amazonaws.com",
    does: "The crawler of this project updates tables. A created or changed crawler is noticed (`archive-settings-changed`).",
  },
  internal: {
    address: "AWS Internal",
    does: "Services create a KMS grant for themselves on the key of a volume, database or function that somebody creates.",
  },
  ec2: { address: "ec2.amazonaws.com", does: "The same KMS grant, for an encrypted volume." },
  databases: { address: "rds.amazonaws.com", does: "The same KMS grant, for an encrypted database." },
  tables: { address: "dynamodb.amazonaws.com", does: "The same KMS grant, for an encrypted table." },
} as const satisfies Record<string, Housekeeping>;

export type Housekeeper = keyof typeof housekeeping;

/** Condition: the call is not one of the excluded calls of these services. */
export const notHousekeeping = (...services: readonly Housekeeper[]): string =>
  services.map((service) => `$.sourceIPAddress != "${housekeeping[service].address}"`).join(" && ");
