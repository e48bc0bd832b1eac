import type { Caller, CloudTrailEvent } from "../../../sample-data/events/event";
import { at, type HuntStories, minute, refused, times, who } from "./story";

const id = (index: number): string => `i-0f1e2d3c4b5a6${String(index).padStart(4, "0")}`;
const ec2 = (time: string, name: string, request: object, more: object = {}) =>
  at(time, who.insider, "ec2", name, { request: { ...request }, ...more });
const several = (...ids: string[]) => ({ instancesSet: { items: ids.map((instanceId) => ({ instanceId })) } });
const userData = { attribute: "userData", value: "<sensitiveDataRemoved>" };

const userDataRead = (caller: Caller, index: number): CloudTrailEvent =>
  at(minute(10, index), caller, "ec2", "DescribeInstanceAttribute", {
    request: { instanceId: id(index), attribute: "userData" },
  });
const shell = (caller: Caller, index: number, more: object = {}): CloudTrailEvent =>
  at(minute(10, index), caller, "ssm", "StartSession", { request: { target: id(index) }, ...more });
const command = (index: number): CloudTrailEvent =>
  at(minute(10, index), who.insider, "ssm", "SendCommand", {
    request: { documentName: "AWS-RunShellScript", targets: [{ key: "tag:role", values: [`web-${index}`] }] },
  });

const regions = ["eu-west-1", "us-east-1", "ap-south-1", "sa-east-1"];
const started = (caller: Caller, count: number, more: object = {}) =>
  times(count, (i) => at(minute(10, i), caller, "ec2", "RunInstances", { region: regions[i], ...more }));

const ofPort22 = (cidrIp: string) => ({
  ipPermissions: { items: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp }] } }] },
});
const opening = { groupId: "sg-0a1b2c3d", ...ofPort22("0.0.0.0/0") };
const rule = (time: string, name: string, cidrIp: string, groupId = "sg-0a1b2c3d") =>
  ec2(time, name, { groupId, ...ofPort22(cidrIp) });
const service = (name: string): Caller => ({ ...who.insider, identity: { type: "AWSService", invokedBy: name } });

const ranged = (time: string, name: string, fromPort: number | undefined, toPort: number | undefined) =>
  ec2(time, name, {
    groupId: "sg-0a1b2c3d",
    ipPermissions: { items: [{ fromPort, toPort, ipv6Ranges: { items: [{ cidrIpv6: "::/0" }] } }] },
  });

const unauthorized = { error: { code: "Client.UnauthorizedOperation", message: "You are not authorized" } };
const start = (instanceType: string, more: object = unauthorized, caller: Caller = who.thief, name = "RunInstances") =>
  at("10:00", caller, "ec2", name, { request: { instanceType }, ...more });
const ofError = (code: string) => ({ error: { code, message: "It did not start" } });

/** Stories of instances that somebody accesses or starts. */
export const instances: HuntStories = {
  "user-data-replaced": {
    found: [
      ec2("10:00", "StopInstances", several(id(1), id(2))),
      ec2("10:05", "ModifyInstanceAttribute", { instanceId: id(2), ...userData }),
      ec2("10:09", "StartInstances", several(id(2))),
    ],
    nearMisses: {
      "an instance that was started before": [
        ec2("09:00", "StartInstances", several(id(2))),
        ec2("10:00", "StopInstances", several(id(2))),
        ec2("10:05", "ModifyInstanceAttribute", { instanceId: id(2), ...userData }),
      ],
      "another attribute": [
        ec2("10:00", "StopInstances", several(id(2))),
        ec2("10:05", "ModifyInstanceAttribute", { instanceId: id(2), instanceType: { value: "m7i.large" } }),
        ec2("10:09", "StartInstances", several(id(2))),
      ],
      "other instances": [
        ec2("10:00", "StopInstances", several(id(1))),
        ec2("10:05", "ModifyInstanceAttribute", { instanceId: id(2), ...userData }),
        ec2("10:09", "StartInstances", several(id(1))),
      ],
      "an instance that was not started again": [
        ec2("10:00", "StopInstances", several(id(2))),
        ec2("10:05", "ModifyInstanceAttribute", { instanceId: id(2), ...userData }),
      ],
      "a denied change": [
        ec2("10:00", "StopInstances", several(id(2))),
        ec2("10:05", "ModifyInstanceAttribute", { instanceId: id(2), ...userData }, refused),
        ec2("10:09", "StartInstances", several(id(2))),
      ],
    },
  },
  "user-data-read-in-bulk": {
    found: times(10, (i) => userDataRead(who.thief, i)),
    nearMisses: {
      "one instance too few, again and again": times(40, (i) => userDataRead(who.thief, i % 9)),
      "another attribute": times(40, (i) =>
        at(minute(10, i), who.thief, "ec2", "DescribeInstanceAttribute", {
          request: { instanceId: id(i), attribute: "disableApiTermination" },
        }),
      ),
      "AWS Config": times(40, (i) => userDataRead(who.config, i)),
    },
  },
  "sessions-on-many-instances": {
    found: [
      ...times(5, (i) => shell(who.insider, i)),
      at("10:30", who.insider, "ssm", "SendCommand", { request: { instanceIds: [id(5), id(6)] } }),
      at("10:31", who.insider, "ec2-instance-connect", "SendSSHPublicKey", { request: { instanceId: id(7) } }),
    ],
    alsoFound: { "five commands by tag": times(5, command) },
    nearMisses: {
      "a service": times(20, (i) => shell(service("ssm.amazonaws.com"), i)),
      "one instance too few, again and again": times(40, (i) => shell(who.insider, i % 7)),
      "one session in each hour": times(10, (i) =>
        at(minute(8 + i, 0), who.person, "ssm", "StartSession", { request: { target: id(i) } }),
      ),
      "denied sessions": times(20, (i) => shell(who.insider, i, refused)),
      "four commands by tag": times(4, command),
      "two people": [...times(5, (i) => shell(who.insider, i)), ...times(5, (i) => shell(who.person, i + 5))],
    },
  },
  "instances-started-across-regions": {
    found: started(who.thief, 3, refused),
    nearMisses: {
      "a service": started(service("spotfleet.amazonaws.com"), 4),
      "one region too few": started(who.thief, 2),
      "many instances in one region": times(30, (i) => at(minute(10, i), who.thief, "ec2", "RunInstances")),
      "one region in each hour": times(4, (i) =>
        at(minute(10 + i, 0), who.pipeline, "ec2", "RunInstances", { region: regions[i] }),
      ),
    },
  },
  "large-instances-refused": {
    found: [start("p5.48xlarge")],
    alsoFound: {
      "more than the quota": [start("g6.xlarge", ofError("Client.VcpuLimitExceeded"))],
      "many processors": [start("m7i.48xlarge")],
      "a whole machine": [start("c7i.metal-24xl")],
      "in a list of a fleet": [
        at("10:00", who.thief, "ec2", "CreateFleet", {
          request: {
            CreateFleetRequest: { LaunchTemplateConfigs: { Overrides: [{ instanceType: "trn1.32xlarge" }] } },
          },
          ...unauthorized,
        }),
      ],
    },
    nearMisses: {
      "small instances": [start("t3.small"), start("m7i.8xlarge")],
      "a start that succeeded": [start("p5.48xlarge", {})],
      "AWS has no such instances now": [start("p5.48xlarge", ofError("Server.InsufficientInstanceCapacity"))],
      "a service": [start("p5.48xlarge", unauthorized, service("autoscaling.amazonaws.com"))],
      "a dry run of a change": [start("p5.48xlarge", unauthorized, who.thief, "ModifyInstanceAttribute")],
    },
  },
  "group-opened-for-a-moment": {
    found: [
      rule("10:00", "AuthorizeSecurityGroupIngress", "0.0.0.0/0"),
      rule("10:50", "RevokeSecurityGroupIngress", "0.0.0.0/0"),
    ],
    alsoFound: {
      "a range of ports that starts with a port of web pages": [
        ranged("10:00", "AuthorizeSecurityGroupIngress", 443, 65_535),
        ranged("10:50", "RevokeSecurityGroupIngress", 443, 65_535),
      ],
      "all ports": [
        ranged("10:00", "AuthorizeSecurityGroupIngress", undefined, undefined),
        ranged("10:50", "RevokeSecurityGroupIngress", undefined, undefined),
      ],
    },
    nearMisses: {
      "a denied attempt": [
        ec2("10:00", "AuthorizeSecurityGroupIngress", opening, refused),
        rule("10:50", "RevokeSecurityGroupIngress", "0.0.0.0/0"),
      ],
      "the port of web pages": [
        ranged("10:00", "AuthorizeSecurityGroupIngress", 443, 443),
        ranged("10:50", "RevokeSecurityGroupIngress", 443, 443),
      ],
      "a rule that opens the port only to a network": [
        rule("10:00", "AuthorizeSecurityGroupIngress", "198.51.100.0/24"),
        rule("10:50", "RevokeSecurityGroupIngress", "198.51.100.0/24"),
      ],
      "a rule that is removed before it is added": [
        rule("10:00", "RevokeSecurityGroupIngress", "0.0.0.0/0"),
        rule("10:50", "AuthorizeSecurityGroupIngress", "0.0.0.0/0"),
      ],
      "another group": [
        rule("10:00", "AuthorizeSecurityGroupIngress", "0.0.0.0/0"),
        rule("10:50", "RevokeSecurityGroupIngress", "0.0.0.0/0", "sg-99999999"),
      ],
    },
  },
};
