import type { Caller, CloudTrailEvent } from "../../../sample-data/events/event";
import { account, arn } from "../../../sample-data/values";
import {
  at,
  before,
  callers,
  from,
  home,
  type HuntStories,
  machine,
  member,
  minute,
  refused,
  times,
  who,
} from "./story";

/** One event per day, on `count` days that end three days before the story. The two days of a run are not part of the history. */
const onDays = (count: number, make: () => CloudTrailEvent): CloudTrailEvent[] =>
  times(count, (i) => before(3 + i, make()));

const far = "sa-east-1";
const change = (caller: Caller, more: object = {}, service = "ec2", name = "CreateVolume"): CloudTrailEvent =>
  at("10:00", caller, service, name, more);
const inRegion = (region: string, more: object = {}) => change(who.insider, { region, ...more });
const inService = (service: string, more: object = {}) => change(who.insider, more, service, "CreateProject");

/** A call of the role in the account with this id. */
const across = (id: string, more: object = {}): CloudTrailEvent =>
  at("10:00", who.insider, "s3", "PutBucketPolicy", { account: id, ...more });

const start = (instanceType: string, more: object = {}): CloudTrailEvent =>
  at("10:00", who.insider, "ec2", "RunInstances", {
    request: { instanceType },
    response: { instancesSet: { items: [{ instanceId: "i-0a1b2c3d4e5f60718", instanceType }] } },
    ...more,
  });
const large = "p5.48xlarge";
const small = "t3.small";

/** Addresses in the ranges below, except `unknown`. */
const atHome = "203.0.113.99";
const abroad = "198.51.100.7";
const unknown = "203.0.100.1";

/** Address ranges with their countries, in the format of the lines of a file. */
export const countryRanges = [
  ["198.51.100.0", "198.51.100.255", "BR"],
  ["203.0.0.0", "203.0.99.255", "DE"],
  ["203.0.101.0", "203.0.113.255", "DE"],
  ["2001:db8::", "2001:db8:0:ffff:ffff:ffff:ffff:ffff", "DE"],
  ["2001:db8:1::", "2001:db8:1:ffff:ffff:ffff:ffff:ffff", "BR"],
] as const;

/** A call of the role from an address. */
const callFrom = (address: string, more: object = {}): CloudTrailEvent =>
  at("10:00", from(address, who.insider), "s3", "ListBuckets", more);

/** A call with the credentials of an instance. */
const byInstance = (address: string, more: object = {}, instance = "i-0f1e2d3c4b5a69788"): CloudTrailEvent =>
  at("10:00", machine(instance, address), "s3", "ListBuckets", more);

const invoke = (modelId: string, more: object = {}, name = "InvokeModel"): CloudTrailEvent =>
  at("10:00", who.insider, "bedrock", name, { request: { modelId }, ...more });

const newcomer = callers.role(member, "Newcomer", "first-day", { address: "203.0.113.99", agent: "aws-cli/2.31" });

/** Stories of actions that a principal takes for the first time in 90 days. */
export const firstUses: HuntStories = {
  "first-use-of-region": {
    found: [...onDays(10, () => inRegion(home)), inRegion(far)],
    alsoFound: {
      "used more than 90 days ago": [...onDays(10, () => inRegion(home)), before(95, inRegion(far)), inRegion(far)],
      "refused there before": [...onDays(10, () => inRegion(home)), before(9, inRegion(far, refused)), inRegion(far)],
      "only read there before": [
        ...onDays(10, () => inRegion(home)),
        before(9, change(who.insider, { region: far }, "ec2", "DescribeInstances")),
        inRegion(far),
      ],
      "on the first day of the run": [...onDays(10, () => inRegion(home)), before(1, inRegion(far)), inRegion(far)],
    },
    nearMisses: {
      "used 60 days ago": [...onDays(10, () => inRegion(home)), before(60, inRegion(far)), inRegion(far)],
      "used on the day before the run": [...onDays(10, () => inRegion(home)), before(2, inRegion(far)), inRegion(far)],
      "a new role": [inRegion(far), change(newcomer, { region: far })],
      "a role that worked on too few days": [...onDays(9, () => inRegion(home)), inRegion(far)],
      "calls that were refused": [...onDays(20, () => inRegion(home)), inRegion(far, refused)],
      "a service whose events are recorded in another region": [
        ...onDays(20, () => inRegion(home)),
        change(who.insider, { region: "us-east-1" }, "iam", "CreateRole"),
      ],
      "read-only calls": [
        ...onDays(20, () => inRegion(home)),
        change(who.insider, { region: far }, "ec2", "DescribeInstances"),
      ],
    },
  },
  "first-use-of-service": {
    found: [...onDays(30, () => inService("ec2")), inService("bedrock")],
    alsoFound: {
      "another role used it before": [
        ...onDays(30, () => inService("ec2")),
        before(5, change(newcomer, {}, "bedrock", "CreateProject")),
        inService("bedrock"),
      ],
    },
    nearMisses: {
      "used 80 days ago": [
        ...onDays(30, () => inService("ec2")),
        before(80, inService("bedrock")),
        inService("bedrock"),
      ],
      "a role that worked on too few days": [...onDays(29, () => inService("ec2")), inService("bedrock")],
      "calls that were refused": [...onDays(30, () => inService("ec2")), inService("bedrock", refused)],
    },
  },
  "first-use-of-account": {
    found: [...onDays(10, () => across(account(4))), across(account(5))],
    nearMisses: {
      "entered 30 days ago": [
        ...onDays(10, () => across(account(4))),
        before(30, across(account(5))),
        across(account(5)),
      ],
      "its own account": [...onDays(10, () => across(account(4))), across(member)],
      "calls that were refused": [...onDays(10, () => across(account(4))), across(account(5), refused)],
      "a role that never crossed accounts": [...onDays(10, () => across(member)), across(account(5))],
    },
  },
  "first-use-of-country": {
    found: [...onDays(10, () => callFrom(atHome)), callFrom(abroad)],
    alsoFound: {
      "an address of IPv6": [...onDays(10, () => callFrom("2001:db8::1:2")), callFrom("2001:db8:1::5")],
      "called from there more than 90 days ago": [
        ...onDays(10, () => callFrom(atHome)),
        before(95, callFrom(abroad)),
        callFrom(abroad),
      ],
      "refused there before": [
        ...onDays(10, () => callFrom(atHome)),
        before(9, callFrom(abroad, refused)),
        callFrom(abroad),
      ],
      "another role called from there": [
        ...onDays(10, () => callFrom(atHome)),
        before(9, at("10:00", from(abroad, newcomer), "s3", "ListBuckets")),
        callFrom(abroad),
      ],
    },
    nearMisses: {
      "another network of a known country": [...onDays(10, () => callFrom(atHome)), callFrom("203.0.7.7")],
      "IPv4 on some days, IPv6 of the same country on the last": [
        ...onDays(10, () => callFrom(atHome)),
        callFrom("2001:db8::1"),
      ],
      "called from there 60 days ago": [
        ...onDays(10, () => callFrom(atHome)),
        before(60, callFrom(abroad)),
        callFrom(abroad),
      ],
      "an address without a range": [...onDays(10, () => callFrom(atHome)), callFrom(unknown)],
      "an address of a private network": [...onDays(10, () => callFrom(atHome)), callFrom("10.1.2.3")],
      "calls that were refused": [...onDays(20, () => callFrom(atHome)), callFrom(abroad, refused)],
      "a role that called on too few days": [...onDays(9, () => callFrom(atHome)), callFrom(abroad)],
      "a service that calls with a name instead of an address": [
        ...onDays(10, () => callFrom(atHome)),
        callFrom("cloudformation.amazonaws.com"),
      ],
    },
  },
  "first-use-of-model": {
    found: [...onDays(10, () => invoke("anthropic.small-v1:0")), invoke("anthropic.large-v1:0")],
    alsoFound: {
      "the profile of another region": [
        ...onDays(10, () => invoke("anthropic.small-v1:0")),
        invoke(arn("bedrock", home, member, "inference-profile/eu.anthropic.small-v1:0"), {}, "Converse"),
      ],
    },
    nearMisses: {
      "the same model by its ARN": [
        ...onDays(10, () => invoke("anthropic.small-v1:0")),
        invoke(`${arn("bedrock", home, "", "foundation-model")}/anthropic.small-v1:0`),
      ],
      "invoked by another role before": [
        ...onDays(10, () => invoke("anthropic.small-v1:0")),
        before(
          20,
          at("10:00", who.pipeline, "bedrock", "InvokeModel", { request: { modelId: "anthropic.large-v1:0" } }),
        ),
        invoke("anthropic.large-v1:0"),
      ],
      "an account that invokes models on few days": [
        ...onDays(9, () => invoke("anthropic.small-v1:0")),
        invoke("anthropic.large-v1:0"),
      ],
      "a call that failed": [
        ...onDays(10, () => invoke("anthropic.small-v1:0")),
        invoke("anthropic.large-v1:0", { error: { code: "ValidationException", message: "not allowed" } }),
      ],
    },
  },
  "first-use-of-instance-network": {
    found: [...onDays(10, () => byInstance(atHome)), byInstance("192.0.2.9")],
    alsoFound: {
      "only private addresses before": [...onDays(10, () => byInstance("10.20.3.17")), byInstance("192.0.2.9")],
      "private addresses for the first time": [...onDays(10, () => byInstance(atHome)), byInstance("10.66.0.9")],
      "refused there before": [
        ...onDays(10, () => byInstance(atHome)),
        before(9, byInstance("192.0.2.9", refused)),
        byInstance("192.0.2.9"),
      ],
      "used more than 90 days ago": [
        ...onDays(10, () => byInstance(atHome)),
        before(95, byInstance("192.0.2.9")),
        byInstance("192.0.2.9"),
      ],
    },
    nearMisses: {
      "another address of a known network": [...onDays(10, () => byInstance(atHome)), byInstance("203.0.113.7")],
      "another private network": [...onDays(10, () => byInstance("10.20.3.17")), byInstance("10.66.0.9")],
      "another instance of the role was there": [
        ...onDays(10, () => byInstance(atHome)),
        before(9, byInstance("192.0.2.9", {}, "i-00c0ffee00c0ffee0")),
        byInstance("192.0.2.9"),
      ],
      "a role whose instances called on too few days": [
        ...onDays(9, () => byInstance(atHome)),
        byInstance("192.0.2.9"),
      ],
      "calls that were refused": [...onDays(10, () => byInstance(atHome)), byInstance("192.0.2.9", refused)],
      "a service that uses the role for the instance": [
        ...onDays(10, () => byInstance(atHome)),
        byInstance("ssm.amazonaws.com"),
      ],
      "a person": [...onDays(10, () => callFrom(atHome)), callFrom("192.0.2.9")],
    },
  },
  "first-use-of-instance-type": {
    found: [...onDays(10, () => start(small)), start(large)],
    nearMisses: {
      "started by another role before": [
        ...onDays(10, () => start(small)),
        before(20, at("10:00", who.pipeline, "ec2", "RunInstances", { request: { instanceType: large } })),
        start(large),
      ],
      "an account that starts few instances": [...onDays(9, () => start(small)), start(large)],
      "a start that failed": [
        ...onDays(10, () => start(small)),
        start(large, { error: { code: "Client.VcpuLimitExceeded", message: "more vCPU than the limit" } }),
      ],
      "a template that names no type": [
        ...onDays(10, () => start(small)),
        at(minute(10, 1), who.insider, "ec2", "RunInstances", {
          request: { launchTemplate: { launchTemplateId: "lt-1" } },
        }),
      ],
    },
  },
};
