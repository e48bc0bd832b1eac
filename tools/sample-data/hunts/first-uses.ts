import type { Caller, CloudTrailEvent } from "../events/event";
import { account } from "../values";
import { at, before, callers, home, type HuntStories, member, minute, refused, times, who } from "./story";

/** An event on each of so many days, from three days before the story: the two days of a run are no history. */
const onDays = (count: number, make: () => CloudTrailEvent): CloudTrailEvent[] =>
  times(count, (i) => before(3 + i, make()));

const far = "sa-east-1";
const change = (caller: Caller, more: object = {}, service = "ec2", name = "CreateVolume"): CloudTrailEvent =>
  at("10:00", caller, service, name, more);
const inRegion = (region: string, more: object = {}) => change(who.insider, { region, ...more });
const inService = (service: string, more: object = {}) => change(who.insider, more, service, "CreateProject");

/** A call of a role of one account in another one. */
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

const newcomer = callers.role(member, "Newcomer", "first-day", { address: "203.0.113.99", agent: "aws-cli/2.31" });

/** Stories of what somebody did for the first time in 90 days. */
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
      "a role that is new itself": [inRegion(far), change(newcomer, { region: far })],
      "a role that worked on too few days": [...onDays(9, () => inRegion(home)), inRegion(far)],
      "calls that were refused": [...onDays(20, () => inRegion(home)), inRegion(far, refused)],
      "a service that records elsewhere": [
        ...onDays(20, () => inRegion(home)),
        change(who.insider, { region: "us-east-1" }, "iam", "CreateRole"),
      ],
      "calls that read": [
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
