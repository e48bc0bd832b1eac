import { namesFor } from "../../config/names/names";
import type { Credentials } from "../../shared/aws-client";
import { rootUserCredentials } from "../../local-aws/clients";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { Callers } from "../../sample-data/events/callers";
import { type Call, type CloudTrailEvent, eventOf } from "../../sample-data/events/event";
import { arn } from "../../sample-data/values";
import { BareAccount } from "./support/bare-account";
import { deployedOrganization } from "./support/local-aws";
import { outsideAccount } from "./support/principals";
import { askSigned } from "./support/signed-request";
import { jsonHeaders, TopicQueue } from "./support/topic-queue";

let deployment: LocalDeployment;
let member: string;
let administrator: Credentials;
let queue: TopicQueue;

beforeAll(async () => {
  deployment = await deployedOrganization();
  member = deployment.organization.members[0]?.id ?? "";
  administrator = await deployment.credentialsOf(deployment.organization.management);
  queue = new TopicQueue(deployment, administrator, "who-is-told");
  await queue.listen(namesFor(deployment.config).topicName("page"));
});

const home = "eu-west-1";
/** Sends an event to the default bus of its account and region. */
async function send(
  by: Credentials,
  event: CloudTrailEvent,
  source = `aws.${event.eventSource.split(".")[0]}`,
): Promise<string> {
  const entry = { Source: source, DetailType: "AWS API Call via CloudTrail", Detail: JSON.stringify(event) };
  return askSigned(deployment.address, by, {
    service: "events",
    region: event.awsRegion,
    headers: {
      ...jsonHeaders("AWSEvents.PutEvents"),
      "x-amz-source-arn": arn("cloudtrail", event.awsRegion, event.recipientAccountId, "trail/any"),
    },
    body: JSON.stringify({ Entries: [entry] }),
  });
}

const cloudTrail = { accessKeyId: "SERVICE.cloudtrail.amazonaws.com", secretAccessKey: "none" };

/** Returns an event in the format of CloudTrail. */
function recorded(
  service: string,
  name: string,
  region: string,
  account: string,
  more: Partial<Call> = {},
): CloudTrailEvent {
  const caller = new Callers("aws").role(account, "Admin", "mallory", {
    address: "203.0.113.99",
    agent: "Boto3/1.40.0",
  });
  const call = { caller, service, name, region, account, ...more };
  return eventOf(call, new Date("2026-01-15T12:00:00Z"), () => "0a1b2c3d-0000-4000-8000-00000000000e");
}

const leaving = (region: string, account: string) =>
  recorded("organizations", "LeaveOrganization", region, account, {
    error: { code: "AccessDenied", message: "not allowed" },
  });

describe("a person is notified", () => {
  test("a person is notified of an urgent event of a member in the region of global services: who, what, where and when", async () => {
    await send(cloudTrail, leaving("us-east-1", member));

    const [notified = "", ...others] = await queue.messages();
    expect(others).toEqual([]);
    expect(JSON.parse(notified)).toEqual({
      What: expect.stringMatching(/^An account .*\.$/),
      Account: member,
      Region: "us-east-1",
      Caller: expect.stringMatching(/^arn:.*:assumed-role\/Admin\/mallory$/),
      "Caller type": "AssumedRole",
      "Caller id": expect.stringMatching(/^AROA\w+:mallory$/),
      Event: "LeaveOrganization",
      Service: "organizations.amazonaws.com",
      "Time (UTC)": "2026-01-15T12:00:00Z",
      Address: "203.0.113.99",
      "User agent": "Boto3/1.40.0",
      Error: "AccessDenied",
      "Error message": "not allowed",
      Runbook: "docs/runbooks/account-leaving.md",
      "Event id, to find it in the archive": "0a1b2c3d-0000-4000-8000-00000000000e",
    });
  });

  test("a person is notified of urgent events of the management and log-archive accounts too", async () => {
    for (const account of [deployment.organization.management, deployment.organization.logArchive]) {
      await send(cloudTrail, leaving("us-east-1", account));
      expect(await queue.messages()).toEqual([expect.stringContaining(`"Account": "${account}"`)]);
    }
  });

  test("a person is notified of a read-only call with a key of the root user in the home region", async () => {
    const root = new Callers("aws").root(member, "203.0.113.10");
    const caller = { ...root, identity: { ...root.identity, accessKeyId: "AKIAROOT" }, fromConsole: false };
    await send(cloudTrail, recorded("sts", "GetCallerIdentity", home, member, { caller }));

    expect(await queue.messages()).toEqual([expect.stringContaining("docs/runbooks/unprotected-sign-in.md")]);
  });
});

describe("nobody is notified", () => {
  test.each([
    ["that is not urgent", () => recorded("organizations", "CreateOrganizationalUnit", "us-east-1", member)],
    ["that only reads", () => recorded("organizations", "DescribeOrganization", "us-east-1", member)],
    ["of a region without forwarding", () => leaving("ap-southeast-2", member)],
    ["of another organization", () => leaving("us-east-1", outsideAccount)],
  ])("nobody is notified of an event %s", async (_what, quiet) => {
    await send(cloudTrail, quiet());

    expect(await queue.messages()).toEqual([]);
  });

  test("No one is notified of an event that an administrator of a member forged.", async () => {
    const by = await deployment.credentialsOf(member);

    expect(await send(by, leaving("us-east-1", member))).toContain("NotAuthorizedForSource");
    expect(await send(by, leaving("us-east-1", member), "acme.organizations")).toContain('"FailedEntryCount": 0');
    expect(await queue.messages()).toEqual([]);
  });

  test.each([
    [
      "another organization, with a role of the same name",
      () => outsideAccount,
      () => rootUserCredentials(outsideAccount),
      "acme-urgent-event-forwarder",
    ],
    ["a member, with another role", () => member, () => deployment.credentialsOf(member), "another-forwarder"],
  ])("nobody is notified of an event that a rule of %s forwards", async (_whose, account, credentials, roleName) => {
    const owner = new BareAccount(deployment.address, account(), home);
    const roleArn = await owner.createRole(roleName, "events.amazonaws.com");
    await owner.allow(roleName, ["events:PutEvents"], "*");
    await forward(await credentials(), "all", roleArn);
    await send(cloudTrail, leaving("eu-north-1", account()));

    expect(await queue.messages()).toEqual([]);
  });

  test("nobody is notified of an event that a rule with another name forwards with the forwarder's own role", async () => {
    await forward(await deployment.credentialsOf(member), "all", forwarder());
    await send(cloudTrail, leaving("eu-north-1", member));

    expect(await queue.messages()).toEqual([]);
  });
});

test("people are notified of events that a rule with a forwarder's name forwards, in any region", async () => {
  await forward(await deployment.credentialsOf(member), "acme-urgent-event-forwarder-9", forwarder());
  await send(cloudTrail, leaving("eu-north-1", member));

  expect(await queue.messages()).toHaveLength(1);
});

/** The role of a member that forwards urgent events. */
const forwarder = () => arn("iam", "", member, "role/acme-urgent-event-forwarder");

/** Forwards all events of a region without forwarding to the bus of the organization. */
async function forward(by: Credentials, Name: string, RoleArn: string): Promise<void> {
  const { address, organization, config } = deployment;
  const Arn = arn("events", home, organization.management, `event-bus/${namesFor(config).urgentEventBusName}`);
  const ask = (action: string, body: object) =>
    askSigned(address, by, {
      service: "events",
      region: "eu-north-1",
      headers: jsonHeaders(`AWSEvents.${action}`),
      body: JSON.stringify(body),
    });
  await ask("PutRule", { Name, EventPattern: JSON.stringify({ source: [{ prefix: "aws." }] }) });
  await ask("PutTargets", { Rule: Name, Targets: [{ Id: "bus", Arn, RoleArn }] });
}
