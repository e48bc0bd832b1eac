import { account, arn } from "../../../../sample-data/values";
import type { FactTable } from "../fact-table";

/** A call that CloudTrail recorded, without the fields that identify the person, the place and the time of the emulation. */
export interface RecordedCall {
  readonly eventSource: string;
  readonly eventName: string;

  /** Kind of caller. */
  readonly type: "AssumedRole" | "FederatedUser" | "IAMUser";

  /** @default 1 */
  readonly times?: number;
  readonly errorCode?: string;
  readonly requestParameters?: object;
  readonly responseElements?: object;
  readonly additionalEventData?: object;
  readonly eventType?: string;
}

/** An emulated attack with its calls in the trail, without the calls with which the tool only waits. */
export interface AttackFact {
  readonly what: string;
  readonly calls: readonly RecordedCall[];
}

type More = Omit<RecordedCall, "eventSource" | "eventName" | "type">;

const byUser = (service: string, eventName: string, requestParameters?: object, more: More = {}): RecordedCall => ({
  eventSource: `${service}.amazonaws.com`,
  eventName,
  type: "IAMUser",
  ...(requestParameters && { requestParameters }),
  ...more,
});
const byRole = (...[service, eventName, requestParameters, more]: Parameters<typeof byUser>): RecordedCall => ({
  ...byUser(service, eventName, requestParameters, more),
  type: "AssumedRole",
});

/** An instance with its own id. The records have as many different instances, secrets and parameters. */
const instance = (index: number): string => `i-0123456789abcde${String(index).padStart(2, "0")}`;
const instanceId = instance(0);
const each = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index));
const parameters = (...indexes: readonly number[]) => ({
  names: indexes.map((index) => `/credentials/emulated-${index}`),
  withDecryption: true,
});
const stranger = account(9);
const strangerTrust = (...others: readonly object[]) =>
  JSON.stringify(
    {
      Version: "2012-10-17",
      Statement: [
        ...others,
        { Effect: "Allow", Principal: { AWS: arn("iam", "", stranger, "root") }, Action: "sts:AssumeRole" },
      ],
    },
    undefined,
    2,
  );
const refused = { errorCode: "Client.UnauthorizedOperation" };
const administrator = arn("iam", "", "aws", "policy/AdministratorAccess");
const sshKey = "ssh-ed25519 AAAA";
const tagged = { filters: [{ key: "tag-key", values: ["StratusRedTeam"] }] };
const assumed = (times: number): RecordedCall =>
  byUser(
    "sts",
    "AssumeRole",
    { durationSeconds: 900, roleArn: arn("iam", "", account(3), "role/emulated"), roleSessionName: "aws-go-sdk" },
    { times },
  );
const notAssumed = byUser("sts", "AssumeRole", undefined, { errorCode: "AccessDenied", times: 2 });
const runShellScript = (...instanceIds: readonly string[]): RecordedCall =>
  byUser("ssm", "SendCommand", {
    documentName: "AWS-RunShellScript",
    instanceIds,
    interactive: false,
    parameters: "HIDDEN_DUE_TO_SECURITY_REASONS",
  });

const calls: Readonly<Record<string, readonly RecordedCall[]>> = {
  "aws.credential-access.ec2-get-password-data": [
    ...each(30, (i) => byRole("ec2", "GetPasswordData", { instanceId: instance(i) }, refused)),
    assumed(2),
    notAssumed,
  ],
  "aws.credential-access.ec2-steal-instance-credentials": [
    runShellScript(instanceId),
    byRole("sts", "GetCallerIdentity"),
    byRole("ec2", "DescribeInstances", { filterSet: {}, instancesSet: {} }),
  ],
  "aws.credential-access.secretsmanager-batch-retrieve-secrets": [
    byUser("secretsmanager", "BatchGetSecretValue", tagged, { times: 5 }),
  ],
  "aws.credential-access.secretsmanager-retrieve-secrets": [
    byUser("secretsmanager", "ListSecrets", { ...tagged, maxResults: 100 }),
    ...each(20, (i) =>
      byUser("secretsmanager", "GetSecretValue", {
        secretId: arn("secretsmanager", "eu-west-1", account(3), `secret:emulated-${i}`),
      }),
    ),
  ],
  "aws.credential-access.ssm-retrieve-securestring-parameters": [
    byUser("ssm", "DescribeParameters", { maxResults: 10 }, { times: 5 }),
    // Ten names in each call but the last
    ...each(4, (i) => byUser("ssm", "GetParameters", parameters(...each(10, (k) => 10 * i + k)))),
    byUser("ssm", "GetParameters", parameters(40, 41)),
  ],
  "aws.defense-evasion.cloudtrail-delete": [byUser("cloudtrail", "DeleteTrail", { name: "emulated" })],
  "aws.defense-evasion.cloudtrail-event-selectors": [
    byUser("cloudtrail", "PutEventSelectors", {
      eventSelectors: [
        {
          dataResources: [
            { type: "AWS::S3::Object", values: [] },
            { type: "AWS::Lambda::Function", values: [] },
          ],
          excludeManagementEventSources: [],
          includeManagementEvents: false,
          readWriteType: "ReadOnly",
        },
      ],
      trailName: "emulated",
    }),
  ],
  "aws.defense-evasion.cloudtrail-stop": [byUser("cloudtrail", "StopLogging", { name: "emulated" })],
  "aws.defense-evasion.dns-delete-logs": [
    byUser("route53resolver", "DeleteResolverQueryLogConfig", {
      originSequenceNumber: 0,
      resolverQueryLogConfigId: "rqlc-1",
    }),
  ],
  "aws.defense-evasion.organizations-leave": [
    assumed(2),
    byRole("organizations", "LeaveOrganization", undefined, { errorCode: "AccessDenied" }),
  ],
  "aws.defense-evasion.vpc-remove-flow-logs": [
    byUser("ec2", "DeleteFlowLogs", { DeleteFlowLogsRequest: { FlowLogId: { content: "fl-1", tag: 1 } } }),
  ],
  "aws.discovery.ec2-download-user-data": [
    ...each(15, (i) =>
      byRole("ec2", "DescribeInstanceAttribute", { attribute: "userData", instanceId: instance(i) }, refused),
    ),
    assumed(2),
    notAssumed,
  ],
  "aws.execution.ec2-launch-unusual-instances": [
    assumed(2),
    byRole(
      "ec2",
      "RunInstances",
      { instanceType: "p2.xlarge", instancesSet: { items: [{ imageId: "ami-1", maxCount: 10, minCount: 1 }] } },
      refused,
    ),
  ],
  "aws.execution.ec2-user-data": [
    byUser("ec2", "StopInstances", { force: true, instancesSet: { items: [{ instanceId }] } }),
    byUser("ec2", "ModifyInstanceAttribute", { instanceId, userData: "<sensitiveDataRemoved>" }),
    byUser("ec2", "StartInstances", { instancesSet: { items: [{ instanceId }] } }),
  ],
  "aws.execution.ssm-send-command": [runShellScript(...each(3, instance))],
  "aws.execution.ssm-start-session": [
    ...each(3, (i) => byUser("ssm", "StartSession", { target: instance(i) })),
    byUser("ssm", "TerminateSession", { sessionId: "emulated" }, { times: 3 }),
  ],
  "aws.exfiltration.ec2-security-group-open-port-22-ingress": [
    byUser(
      "ec2",
      "AuthorizeSecurityGroupIngress",
      { cidrIp: "0.0.0.0/0", fromPort: 22, groupId: "sg-1", ipPermissions: {}, ipProtocol: "tcp", toPort: 22 },
      {
        // The record hides the address before `/0`, so that only one range remains
        responseElements: {
          securityGroupRuleSet: {
            items: [{ cidrIpv4: "0.0.0.0/0", fromPort: 22, ipProtocol: "tcp", isEgress: false, toPort: 22 }],
          },
        },
      },
    ),
  ],
  "aws.exfiltration.ec2-share-ami": [
    byUser("ec2", "ModifyImageAttribute", {
      attributeType: "launchPermission",
      imageId: "ami-1",
      launchPermission: { add: { items: [{ userId: stranger }] } },
    }),
  ],
  "aws.exfiltration.ec2-share-ebs-snapshot": [
    byUser("ec2", "ModifySnapshotAttribute", {
      attributeType: "CREATE_VOLUME_PERMISSION",
      createVolumePermission: { add: { items: [{ userId: stranger }] } },
      snapshotId: "snap-1",
    }),
  ],
  "aws.exfiltration.rds-share-snapshot": [
    byUser("rds", "ModifyDBSnapshotAttribute", {
      attributeName: "restore",
      dBSnapshotIdentifier: "exfiltration",
      valuesToAdd: [stranger],
    }),
  ],
  "aws.impact.bedrock-invoke-model": [
    byRole("bedrock", "PutUseCaseForModelAccess"),
    ...["CreateFoundationModelAgreement", "PutFoundationModelEntitlement", "InvokeModel"].map((name) =>
      byRole("bedrock", name, { modelId: "anthropic.claude-3-sonnet-20240229-v1:0" }),
    ),
  ],
  "aws.initial-access.console-login-without-mfa": [
    byUser("signin", "ConsoleLogin", undefined, {
      eventType: "AwsConsoleSignIn",
      additionalEventData: {
        LoginTo: "https://console.aws.amazon.com/console/home",
        MFAUsed: "No",
        MobileVersion: "No",
      },
      responseElements: { ConsoleLogin: "Success" },
    }),
  ],
  "aws.lateral-movement.ec2-instance-connect": [
    ...each(3, (i) =>
      byUser("ec2-instance-connect", "SendSSHPublicKey", {
        instanceId: instance(i),
        instanceOSUser: "ec2-user",
        sSHPublicKey: sshKey,
      }),
    ),
  ],
  "aws.lateral-movement.ec2-serial-console-send-ssh-public-key": [
    byRole("ec2", "EnableSerialConsoleAccess", { EnableSerialConsoleAccessRequest: "" }),
    ...each(3, (i) =>
      byRole("ec2-instance-connect", "SendSerialConsoleSSHPublicKey", {
        instanceId: instance(i),
        monitorMode: false,
        sSHPublicKey: sshKey,
        serialPort: 0,
      }),
    ),
  ],
  "aws.persistence.iam-backdoor-role": [
    byUser("iam", "UpdateAssumeRolePolicy", {
      policyDocument: strangerTrust({
        Effect: "Allow",
        Principal: { Service: "ec2.amazonaws.com" },
        Action: "sts:AssumeRole",
      }),
      roleName: "emulated",
    }),
  ],
  "aws.persistence.iam-backdoor-user": [byUser("iam", "CreateAccessKey", { userName: "emulated" })],
  "aws.persistence.iam-create-admin-user": [
    byUser("iam", "CreateUser", { userName: "malicious-iam-user" }),
    byUser("iam", "AttachUserPolicy", { policyArn: administrator, userName: "malicious-iam-user" }),
    byUser("iam", "CreateAccessKey", { userName: "malicious-iam-user" }),
  ],
  "aws.persistence.iam-create-backdoor-role": [
    byUser("iam", "CreateRole", {
      assumeRolePolicyDocument: strangerTrust(),
      permissionsBoundary: arn("iam", "", "aws", "policy/AWSDenyAll"),
      roleName: "emulated",
    }),
    byUser("iam", "AttachRolePolicy", { policyArn: administrator, roleName: "emulated" }),
  ],
  "aws.persistence.iam-create-user-login-profile": [
    byUser("sts", "GetCallerIdentity"),
    byUser("iam", "CreateLoginProfile", { passwordResetRequired: false, userName: "emulated" }),
    byUser(
      "iam",
      "DeleteLoginProfile",
      { userName: "emulated" },
      { errorCode: "EntityTemporarilyUnmodifiableException" },
    ),
  ],
  "aws.persistence.lambda-backdoor-function": [
    byUser("lambda", "AddPermission20150331v2", {
      action: "lambda:InvokeFunction",
      functionName: "emulated",
      principal: "*",
      statementId: "backdoor",
    }),
  ],
  "aws.persistence.lambda-layer-extension": [
    byUser("lambda", "UpdateFunctionConfiguration20150331v2", {
      environment: {},
      functionName: arn("lambda", "eu-west-1", account(3), "function:emulated"),
      layers: [arn("lambda", "eu-west-1", account(3), "layer:emulated:1")],
    }),
  ],
  "aws.persistence.lambda-overwrite-code": [
    byUser("lambda", "UpdateFunctionCode20150331v2", {
      dryRun: false,
      functionName: arn("lambda", "eu-west-1", account(3), "function:emulated"),
      publish: true,
    }),
  ],
  "aws.persistence.rolesanywhere-create-trust-anchor": [
    byUser("rolesanywhere", "CreateTrustAnchor", {
      enabled: true,
      name: "malicious-rolesanywhere-trust-anchor",
      source: { sourceData: { x509CertificateData: "-----BEGIN CERTIFICATE-----" }, sourceType: "CERTIFICATE_BUNDLE" },
    }),
    byUser("rolesanywhere", "CreateProfile", {
      durationSeconds: 3600,
      enabled: true,
      name: "malicious-rolesanywhere-profile",
      roleArns: [arn("iam", "", account(3), "role/emulated")],
    }),
  ],
  "aws.persistence.sts-federation-token": [
    byUser("sts", "GetFederationToken", {
      name: "stratus_red_team",
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
      }),
    }),
    { ...byUser("sts", "GetCallerIdentity"), type: "FederatedUser" },
  ],
  "aws.privilege-escalation.iam-update-user-login-profile": [
    byUser("iam", "UpdateLoginProfile", { userName: "emulated" }),
  ],
};

/** Stratus Red Team publishes the events of each emulated attack, with changed names, addresses and ids. */
export const attackFacts: readonly FactTable<AttackFact>[] = Object.entries(calls).map(([what, its]) => ({
  source: {
    repository: "DataDog/stratus-red-team",
    commit: "7c9a7a5a63dc370260a6528dd0d30476854806c1",
    file: `docs/detonation-logs/${what}.json`,
  },
  rows: [{ what, calls: its }],
}));
