import { gzipSync } from "node:zlib";
import { namesFor } from "../../../config/names/names";
import type { LocalDeployment } from "../../../local-aws/terraform/deployment";
import { Callers, cli } from "../../../sample-data/events/callers";
import { type Call, type Caller, type CloudTrailEvent, eventOf, globalRegion } from "../../../sample-data/events/event";
import { folderOf } from "../../../sample-data/events/log-file";
import { Random } from "../../../sample-data/events/random";
import { putObjects } from "../../../local-aws/log-delivery";
import { story } from "../../../sample-data/logs/story";
import { deliver, layoutOf } from "../../../local-aws/trail-delivery";
import { account, arn, partition } from "../../../sample-data/values";

/** The accounts and callers of a case. */
export interface CaseScene {
  readonly management: string;
  readonly payments: string;
  readonly website: string;
  readonly home: string;

  /** Day of the case, `yyyy-MM-dd`. */
  readonly day: string;
}

const office = "198.51.100.20";
export const callers = new Callers(partition);

/** The callers: a person, the two roles that she assumes, and unrelated callers. */
export const cast = ({ management, payments, website }: CaseScene) => ({
  ada: callers.user(payments, "ada", office),
  deployer: callers.role(payments, "deployer", "hop-one", { address: office, agent: cli }),
  support: callers.role(website, "support", "hop-two", { address: story.attackerAddress, agent: cli }),
  build: callers.user(payments, story.userName, office),
  breakGlass: callers.role(payments, "break-glass", "linus", { address: "198.51.100.7", agent: cli }),
  machine: callers.role(payments, "web", story.instanceId, { address: "198.51.100.30", agent: cli }),
  stolen: callers.role(payments, "web", story.instanceId, { address: story.attackerAddress, agent: cli }),
  legacy: callers.user(payments, "legacy-app", "198.51.100.40"),
  mallory: callers.role(management, "Admin", "mallory", { address: "203.0.113.99", agent: cli }),
});

export const keyOf = ({ identity }: Caller) => identity.accessKeyId ?? "";
export const backdoorKey = "AKIABACKDOOREXAMPLE1";
export const outsider = account(9);
export const trust = `{"Statement":[{"Effect":"Allow","Principal":{"AWS":"${arn("iam", "", outsider, "root")}"},"Action":"sts:AssumeRole"}]}`;
export const everything = '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
export const keyPolicy = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*"}]}';

type Deed = Pick<Call, "service" | "name"> & Partial<Call> & { readonly at: string };

/**
 * Returns the events three days before the attack, when nothing else was recorded.
 *
 * ada assumes the role deployer, and with it the role support of another account. In both, she destroys and opens resources.
 * Other events: an ordinary call of the build agent, an emergency, an instance's credentials at another address, an old client.
 */
export function earlierEvents(scene: CaseScene): CloudTrailEvent[] {
  const { payments, website, management, home, day } = scene;
  const { ada, deployer, support, build, breakGlass, machine, stolen, legacy, mallory } = cast(scene);
  const random = new Random(`case of ${day}`);
  const by = (caller: Caller, where: string, region: string, deeds: readonly Deed[]) =>
    deeds.map(({ at, ...deed }) =>
      eventOf({ caller, account: where, region, ...deed }, new Date(`${day}T${at}Z`), random.uuid),
    );
  const assume = (at: string, roleArn: string, key: string): Deed => ({
    at,
    service: "sts",
    name: "AssumeRole",
    request: { roleArn, roleSessionName: "hop" },
    response: { credentials: { accessKeyId: key } },
  });
  const supportRole = arn("iam", "", website, "role/support");
  const asOtherAccount: Caller = {
    ...deployer,
    identity: { type: "AWSAccount", principalId: "AROADEPLOYER:hop-one", accountId: payments },
  };
  const refusals = Array.from({ length: 12 }, (_, i) => `14:00:${String(i + 10)}`);

  return [
    ...by(build, payments, home, [{ at: "08:00:00", service: "s3", name: "ListBuckets" }]),
    ...by(ada, payments, home, [assume("09:00:00", arn("iam", "", payments, "role/deployer"), keyOf(deployer))]),
    ...by(deployer, payments, home, [assume("09:01:00", supportRole, keyOf(support))]),
    ...by(asOtherAccount, website, home, [assume("09:01:00", supportRole, keyOf(support))]),
    ...by(support, website, home, [
      { at: "09:02:00", service: "s3", name: "DeleteBucket", request: { bucketName: "audit-exports" } },
      {
        at: "09:08:00",
        service: "kms",
        name: "PutKeyPolicy",
        request: { keyId: "exports", policyName: "default", policy: keyPolicy },
      },
      {
        at: "09:09:00",
        service: "logs",
        name: "PutRetentionPolicy",
        request: { logGroupName: "/app/website", retentionInDays: 1 },
      },
      { at: "09:10:00", service: "config", name: "DeleteConfigRule", request: { configRuleName: "root-mfa" } },
    ]),
    ...by(support, website, globalRegion, [
      { at: "09:03:00", service: "iam", name: "CreateUser", request: { userName: "backdoor" } },
      {
        at: "09:03:30",
        service: "iam",
        name: "CreateAccessKey",
        request: { userName: "backdoor" },
        response: { accessKey: { accessKeyId: backdoorKey, status: "Active", userName: "backdoor" } },
      },
      {
        at: "09:04:00",
        service: "iam",
        name: "UpdateAssumeRolePolicy",
        request: { roleName: "support", policyDocument: trust },
      },
      {
        at: "09:05:00",
        service: "iam",
        name: "PutRolePolicy",
        request: { roleName: "support", policyName: "all", policyDocument: everything },
      },
      {
        at: "09:06:00",
        service: "iam",
        name: "DeactivateMFADevice",
        request: { userName: "ada", serialNumber: arn("iam", "", website, "mfa/ada") },
      },
      { at: "09:07:00", service: "iam", name: "CreateSAMLProvider", request: { name: "outside" } },
    ]),
    ...by(breakGlass, payments, home, [
      { at: "12:00:00", service: "ec2", name: "DescribeInstances" },
      { at: "12:01:00", service: "ec2", name: "RebootInstances", request: { instanceId: story.instanceId } },
    ]),
    ...by(machine, payments, home, [{ at: "13:00:00", service: "s3", name: "ListBuckets" }]),
    ...by(stolen, payments, home, [{ at: "13:05:00", service: "s3", name: "ListBuckets" }]),
    ...by(legacy, payments, home, [{ at: "13:30:00", service: "s3", name: "ListBuckets" }]).map((event) =>
      Object.assign({}, event, { tlsDetails: { tlsVersion: "TLSv1.1" } }),
    ),
    ...refusals.flatMap((at) =>
      by(legacy, payments, home, [
        { at, service: "s3", name: "GetBucketPolicy", error: { code: "AccessDenied", message: "no" } },
      ]),
    ),
    ...by(mallory, management, globalRegion, [
      { at: "15:00:00", service: "organizations", name: "CreateAccount", request: { accountName: "shadow" } },
    ]),
  ];
}

/** Delivers the case: its events, and a snapshot of AWS Config of one account with an unencrypted volume. */
export async function deliverEarlierCase(deployment: LocalDeployment, scene: CaseScene): Promise<void> {
  const { config, address } = deployment;
  const layout = layoutOf(config);
  const groups = new Map<string, CloudTrailEvent[]>();
  for (const event of earlierEvents(scene)) {
    const folder = folderOf({
      layout,
      account: event.recipientAccountId,
      kind: "CloudTrail",
      region: event.awsRegion,
      day: scene.day,
    });
    groups.set(folder, [...(groups.get(folder) ?? []), event]);
  }
  const files = [...groups].map(([folder, Records]) => ({
    key: `${folder}/case.json.gz`,
    body: gzipSync(JSON.stringify({ Records })),
  }));
  await deliver(config, address, files);

  const { buckets, prefixes } = namesFor(config);
  const [year, month, date] = scene.day.split("-").map(Number);
  const folder = `${prefixes.awsConfig}/AWSLogs/${scene.payments}/Config/${scene.home}/${year}/${month}/${date}`;
  await putObjects(deployment, [
    {
      bucket: buckets.config,
      key: `${folder}/ConfigSnapshot/case.json.gz`,
      body: gzipSync(
        JSON.stringify({ fileVersion: "1.0", configurationItems: [volume("vol-1", false), volume("vol-2", true)] }),
      ),
      deliveredBy: {
        principal: "config.amazonaws.com",
        sourceArn: arn("config", scene.home, scene.payments, "*"),
      },
    },
  ]);

  function volume(resourceId: string, encrypted: boolean) {
    return {
      configurationItemVersion: "1.3",
      configurationItemCaptureTime: `${scene.day}T06:00:00Z`,
      configurationItemStatus: "OK",
      resourceType: "AWS::EC2::Volume",
      resourceId,
      ARN: arn("ec2", scene.home, scene.payments, `volume/${resourceId}`),
      configuration: { encrypted },
      tags: encrypted ? { owner: "payments" } : {},
    };
  }
}
