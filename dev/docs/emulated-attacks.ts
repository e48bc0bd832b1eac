/** Detections that match an emulated attack, or the reason why there are none. */
export type Outcome = readonly string[] | { readonly unnoticed: string };

/**
 * The attacks whose events Stratus Red Team publishes, and the detections that match these events.
 *
 * A detection with a threshold raises its alarm only if there are enough events.
 *
 * @see https://stratus-red-team.cloud/attack-techniques/AWS/
 */
export const emulatedAttacks: Readonly<Record<string, Outcome>> = {
  "aws.credential-access.ec2-get-password-data": ["secrets-read-in-bulk", "refused-calls-burst"],
  "aws.credential-access.ec2-steal-instance-credentials": {
    unnoticed:
      "One command on one machine is ordinary; `remote-command-burst` counts it. The hunt `first-use-of-instance-network` finds the use of the credentials if instances of the role called on earlier days. So do the saved query `incident-machine-credentials-moved` and GuardDuty.",
  },
  "aws.credential-access.secretsmanager-batch-retrieve-secrets": {
    unnoticed: "No detection: there are five calls; `secrets-read-in-bulk` counts them, and its threshold is 20.",
  },
  "aws.credential-access.secretsmanager-retrieve-secrets": ["secrets-read-in-bulk"],
  "aws.credential-access.ssm-retrieve-securestring-parameters": {
    unnoticed: "No detection: there are five calls; `secrets-read-in-bulk` counts them, and its threshold is 20.",
  },
  "aws.defense-evasion.cloudtrail-delete": ["trail-blinded"],
  "aws.defense-evasion.cloudtrail-event-selectors": ["trail-blinded"],
  "aws.defense-evasion.cloudtrail-stop": ["trail-blinded"],
  "aws.defense-evasion.dns-delete-logs": ["log-sources-switched-off"],
  "aws.defense-evasion.organizations-leave": ["account-leaving"],
  "aws.defense-evasion.vpc-remove-flow-logs": ["log-sources-switched-off"],
  "aws.discovery.ec2-download-user-data": {
    unnoticed: "No detection: there are 17 refused calls; `refused-calls-burst` counts them, and its threshold is 30.",
  },
  "aws.execution.ec2-launch-unusual-instances": {
    unnoticed:
      "No detection: the call was refused once; `refused-calls-burst` counts it. `large-instances-started` notices instances that start.",
  },
  "aws.execution.ec2-user-data": ["instance-opened-from-below"],
  "aws.execution.ssm-send-command": {
    unnoticed:
      "One command on three machines is ordinary; `remote-command-burst` counts it, and its threshold is 20. The hunt `first-use-of-service` finds it if the principal is known, and changed nothing in Systems Manager before.",
  },
  "aws.execution.ssm-start-session": ["machine-shells"],
  "aws.exfiltration.ec2-security-group-open-port-22-ingress": ["security-group-open-to-world"],
  "aws.exfiltration.ec2-share-ami": ["shared-with-other-accounts"],
  "aws.exfiltration.ec2-share-ebs-snapshot": ["shared-with-other-accounts"],
  "aws.exfiltration.rds-share-snapshot": ["shared-with-other-accounts"],
  "aws.impact.bedrock-invoke-model": ["model-access-changed"],
  "aws.initial-access.console-login-without-mfa": ["unprotected-sign-in"],
  "aws.lateral-movement.ec2-instance-connect": ["machine-shells"],
  "aws.lateral-movement.ec2-serial-console-send-ssh-public-key": ["instance-opened-from-below"],
  "aws.persistence.iam-backdoor-role": ["trust-or-limits-changed"],
  "aws.persistence.iam-backdoor-user": ["user-credentials-made"],
  "aws.persistence.iam-create-admin-user": ["user-credentials-made", "administrator-user-made"],
  "aws.persistence.iam-create-backdoor-role": ["administrator-rights-granted"],
  "aws.persistence.iam-create-user-login-profile": ["user-credentials-made"],
  "aws.persistence.lambda-backdoor-function": ["shared-with-other-accounts", "data-access-changes"],
  "aws.persistence.lambda-layer-extension": ["code-changed-by-hand"],
  "aws.persistence.lambda-overwrite-code": ["code-changed-by-hand"],
  "aws.persistence.rolesanywhere-create-trust-anchor": ["outside-identities-trusted"],
  "aws.persistence.sts-federation-token": ["federation-token-issued"],
  "aws.privilege-escalation.iam-update-user-login-profile": ["user-credentials-made"],
};

/**
 * The hunts that find the events of an emulated attack without a history of its caller. An attack that is not listed has none.
 */
export const huntedAttacks: Readonly<Record<string, readonly string[]>> = {
  "aws.credential-access.secretsmanager-batch-retrieve-secrets": ["secrets-read-by-one"],
  "aws.credential-access.secretsmanager-retrieve-secrets": ["secrets-read-by-one"],
  "aws.credential-access.ssm-retrieve-securestring-parameters": ["secrets-read-by-one"],
  "aws.discovery.ec2-download-user-data": ["user-data-read-in-bulk"],
  "aws.execution.ec2-launch-unusual-instances": ["large-instances-refused"],
  "aws.execution.ec2-user-data": ["user-data-replaced"],
};
