import { configOf, organization } from "../../support/organization";
import { archiveKeyArn, type GuardedRequest, guardedBy, principalOf } from "../../support/guardrails";
import type { Caller } from "../../../aws-semantics/iam/request";
import { account, arn } from "../../../sample-data/values";

const made = organization("config/examples/everything.yaml", { notifications: { urgentEvents: { enabled: true } } });
const decide = guardedBy(made);
const { organizationId, homeRegion: region } = made.config;
const [management, archive, member, unrecorded, outside, stranger] = [1, 2, 3, 4, 8, 9].map(account) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

const inMember = (service: string, resource: string) => arn(service, region, member, resource);
const bucket = (name: string) => arn("s3", "", "", name);
const trailArchive = `acme-prod-trail-archive-${archive}`;
const role = (name: string, owner = member) => arn("iam", "", owner, `role/${name}`);

type Row = readonly [
  what: string,
  action: string,
  resource: string,
  context?: GuardedRequest["context"],
  owner?: string,
];

const effectOf = (caller: Caller, [, action, resource, context = {}, resourceAccount = member]: Row) =>
  decide({ caller, action, resource, context, resourceAccount }).effect;
const root = (id: string) => principalOf(organizationId, id, "root");
const roleOf = (id: string, name: string) => principalOf(organizationId, id, `role/${name}`);

describe("the root user of a member", () => {
  test.each([
    ["leaves the organization", "organizations:LeaveOrganization", "*"],
    [
      "accepts an invitation from another organization",
      "organizations:AcceptHandshake",
      arn("organizations", "", stranger, "handshake/o-zzzzzzzzzz/invite/h-a1b2c3d4"),
    ],
    ["closes the account", "account:CloseAccount", "*"],
    ["disables a region in use", "account:DisableRegion", "*", { "account:TargetRegion": region }],
    ["creates a role with the name of the deploying role", "iam:CreateRole", role("audit-deploy")],
    ["changes the trust policy of the deploying role", "iam:UpdateAssumeRolePolicy", role("audit-deploy")],
    ["creates a break-glass role", "iam:CreateRole", role("break-glass-administrator")],
    ["stops the recorder", "config:StopConfigurationRecorder", "*", { "aws:RequestedRegion": region }],
    ["deletes the policy of an archive", "s3:DeleteBucketPolicy", bucket(trailArchive), {}, archive],
    ["changes the key of an alias", "kms:UpdateAlias", inMember("kms", "alias/acme-prod-logs")],
  ] satisfies Row[])("the root user of a member is denied an action: %s", (...row) => {
    expect(effectOf(root(member), row as unknown as Row)).toBe("explicit deny");
  });

  test.each([
    ["disables a region that is not in use", "account:DisableRegion", "*", { "account:TargetRegion": "me-south-1" }],
    ["creates a team's role", "iam:CreateRole", role("acme-prod-config-recorder-2")],
    ["creates a role with the name of the deploying role below a path", "iam:CreateRole", role("team/audit-deploy")],
    [
      "stops a recorder in a region that is not in use",
      "config:StopConfigurationRecorder",
      "*",
      { "aws:RequestedRegion": "x" },
    ],
    ["deletes a team's key", "kms:ScheduleKeyDeletion", inMember("kms", "key/1")],
    [
      "deletes a team's key with an alias",
      "kms:ScheduleKeyDeletion",
      inMember("kms", "key/1"),
      { "kms:ResourceAliases": ["alias/acme-prod-logs-2"] },
    ],
    ["deletes a team's flow log", "ec2:DeleteFlowLogs", inMember("ec2", "vpc-flow-log/fl-1")],
    ["deletes a team's stream", "firehose:DeleteDeliveryStream", inMember("firehose", "deliverystream/acme-prod")],
    ["deletes a team's log group", "logs:DeleteLogGroup", inMember("logs", "log-group:/aws/ssm/acme-prod-sessions-2")],
    ["deletes a team's bucket", "s3:DeleteBucket", bucket("acme-customer-documents")],
    ["deletes a team's alarm", "cloudwatch:DeleteAlarms", inMember("cloudwatch", "alarm:acme-prod-cpu")],
    ["disables a team's rule", "events:DisableRule", inMember("events", "rule/acme-prod-securityhub-findings-2")],
    ["updates a team's document", "ssm:UpdateDocument", inMember("ssm", "document/restart")],
    ["lists buckets", "s3:ListAllMyBuckets", "*"],
  ] satisfies Row[])("the root user of a member is not limited in other actions: %s", (...row) => {
    expect(effectOf(root(member), row as unknown as Row)).toBe("allow");
  });

  test.each([
    ["none", "allow"],
    ["create", "explicit deny"],
  ] as const)("stops a recorder with the mode %s: %s", (recorder, effect) => {
    const changed = organization("config/examples/everything.yaml", {
      logSources: { awsConfig: { recorderByAccount: { [unrecorded]: recorder } } },
    });
    const decision = guardedBy(changed)({
      caller: root(unrecorded),
      action: "config:StopConfigurationRecorder",
      resource: "*",
      resourceAccount: unrecorded,
      context: { "aws:RequestedRegion": region },
    });

    expect(decision.effect).toBe(effect);
  });
});

describe("the register of legal holds", () => {
  const parameter = arn("ssm", region, archive, "parameter/trailkeeper/acme-prod/legal-holds/case-17");

  test.each([
    ["the root user", root(archive), "explicit deny"],
    ["an administrator", roleOf(archive, "administrator"), "explicit deny"],
    ["the role that deploys", roleOf(archive, "audit-deploy"), "explicit deny"],
    ["the role that holds", roleOf(archive, "legal-hold"), "allow"],
  ] as const)("the register of legal holds is written and deleted by %s of the log archive", (_who, caller, effect) => {
    for (const action of ["ssm:PutParameter", "ssm:DeleteParameter", "ssm:DeleteParameters"]) {
      expect([action, effectOf(caller, ["", action, parameter, {}, archive])]).toEqual([action, effect]);
    }
  });

  test("does not include other parameters of the account", () => {
    const other = arn("ssm", region, archive, "parameter/trailkeeper/acme-prod/legal-holds-of-a-team");

    expect(effectOf(root(archive), ["", "ssm:DeleteParameter", other, {}, archive])).toBe("allow");
  });
});

test("only the schedule may start the build", () => {
  const start: Row = [
    "",
    "codebuild:StartBuild",
    arn("codebuild", region, archive, "project/acme-prod-digest-check"),
    {},
    archive,
  ];

  expect(effectOf(roleOf(archive, "acme-prod-digest-check-start"), start)).toBe("allow");
  expect(effectOf(roleOf(archive, "acme-prod-digest-check"), start)).toBe("explicit deny");
});

describe("nobody in a member", () => {
  test.each(["root", "role/audit-deploy", "role/break-glass-administrator"])("leaves the organization: %s", (who) => {
    const leave: Row = ["", "organizations:LeaveOrganization", "*"];

    expect(effectOf(principalOf(organizationId, member, who), leave)).toBe("explicit deny");
  });
});

describe("the deletion of a stored log", () => {
  const deleted: Row = ["", "s3:DeleteObjectVersion", bucket(`${trailArchive}/a-log`), {}, archive];
  const held: Row = ["", "s3:PutObjectLegalHold", bucket(`${trailArchive}/a-log`), {}, archive];

  test.each([
    ["the root user", root(archive), "explicit deny", "explicit deny"],
    ["an administrator", roleOf(archive, "administrator"), "explicit deny", "explicit deny"],
    ["the role that deploys", roleOf(archive, "audit-deploy"), "explicit deny", "explicit deny"],
    ["the role that bypasses locks", roleOf(archive, "break-glass"), "allow", "allow"],
    ["the role that holds", roleOf(archive, "legal-hold"), "explicit deny", "allow"],
    ["a role with that name in another account", roleOf(member, "break-glass"), "explicit deny", "explicit deny"],
    ["the management account", roleOf(management, "administrator"), "allow", "allow"],
  ] as const)("the deletion of a stored log by %s of the log archive is denied", (_who, caller, deletion, hold) => {
    expect([effectOf(caller, deleted), effectOf(caller, held)]).toEqual([deletion, hold]);
  });

  test("the deletion of a stored log by the deploying role is allowed if everything may be destroyed", () => {
    const trial = organization("config/examples/everything.yaml", { archive: { preventDestroy: false } });
    const caller = roleOf(archive, "audit-deploy");
    const [, action, resource] = deleted;

    expect(guardedBy(trial)({ caller, action, resource, resourceAccount: archive }).effect).toBe("allow");
  });
});

describe("a caller outside the organization", () => {
  const foreigner: Caller = { kind: "role", arn: role("x", stranger), account: stranger };
  const otherOrganization: Caller = { ...foreigner, organization: "o-zzzzzzzzzz" };
  const nobody: Caller = { kind: "anonymous" };
  const ours = roleOf(member, "reader");
  const read: Row = ["", "s3:GetObject", bucket(`${trailArchive}/a-log`), {}, archive];
  const decrypt: Row = ["", "kms:Decrypt", archiveKeyArn, {}, archive];
  const assume: Row = ["", "sts:AssumeRole", role("audit-deploy"), {}, member];

  test.each([
    ["an account", foreigner],
    ["an account of another organization", otherOrganization],
    ["an anonymous caller", nobody],
  ])("%s may not read, decrypt or assume, even if the resource allows it", (_who, caller) => {
    for (const row of [read, decrypt, assume]) expect(effectOf(caller, row)).toBe("explicit deny");
  });

  test("a caller may read if its account, outside the organization, is listed", () => {
    for (const row of [read, decrypt, assume]) expect(effectOf(ours, row)).toBe("allow");
  });

  test("a caller outside the organization may use resources that do not belong to this project", () => {
    expect(effectOf(foreigner, ["", "s3:GetObject", bucket("acme-website/page")])).toBe("allow");
    expect(effectOf(foreigner, ["", "sts:AssumeRole", role("partner")])).toBe("allow");
  });

  const service: Caller = { kind: "service", service: "cloudtrail.amazonaws.com" };
  const write = (context: GuardedRequest["context"]): Row => [
    "",
    "s3:PutObject",
    bucket(`${trailArchive}/a-log`),
    context,
    archive,
  ];

  test.each([
    ["on behalf of an unknown account", { "aws:SourceAccount": stranger }, "explicit deny"],
    [
      "on behalf of another organization",
      { "aws:SourceAccount": stranger, "aws:SourceOrgID": "o-zzzzzzzzzz" },
      "explicit deny",
    ],
    ["on behalf of a member", { "aws:SourceAccount": member, "aws:SourceOrgID": organizationId }, "allow"],
    ["on behalf of the log archive, without an organization", { "aws:SourceAccount": archive }, "allow"],
    ["on behalf of the management account", { "aws:SourceAccount": management }, "allow"],
    ["on behalf of an external account", { "aws:SourceAccount": outside }, "allow"],
    ["on behalf of no account", {}, "allow"],
  ] as const)("an AWS service %s", (_whom, context, effect) => {
    expect(effectOf(service, write(context))).toBe(effect);
  });
});

test("no policy exists without the setting", () => {
  const { guardrails } = configOf("config/example.yaml", {});

  expect(guardrails.mode).toBe("none");
  for (const resources of organization().stacks.values()) {
    expect(Object.keys(resources.json.resource).filter((type) => type.startsWith("aws_organizations_policy"))).toEqual(
      [],
    );
  }
});

describe("the archive key, with roles that may delete it", () => {
  const kmsKeyDeletionRoleArns = [role("key-custodian", archive)];
  const changed = organization("config/examples/everything.yaml", { archive: { kmsKeyDeletionRoleArns } });
  const decideFor = guardedBy(changed);
  const key = {
    resource: archiveKeyArn,
    resourceAccount: archive,
    context: { "kms:ResourceAliases": ["alias/acme-prod-archive"] },
  };

  test("the archive key can be deleted by the roles that may delete it, whose trust policies nobody else may change", () => {
    const caller = roleOf(archive, "key-custodian");

    expect(decideFor({ ...key, caller, action: "kms:ScheduleKeyDeletion" }).effect).toBe("allow");
    expect(decideFor({ ...key, caller: root(archive), action: "kms:ScheduleKeyDeletion" }).effect).toBe(
      "explicit deny",
    );
    expect(
      decideFor({
        caller: root(archive),
        action: "iam:UpdateAssumeRolePolicy",
        resource: role("key-custodian", archive),
        resourceAccount: archive,
      }).effect,
    ).toBe("explicit deny");
  });
});
