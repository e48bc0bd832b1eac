import { account } from "../../../sample-data/values";
import { flow } from "./network";
import { at, type HuntStories, type LogRecord, member, refused, who } from "./story";

/** A rule of a security group that opens ports. Without port arguments, the rule opens all ports. */
const opened = (time: string, from?: number, to = from, cidrIp = "0.0.0.0/0", more: object = {}) =>
  at(time, who.insider, "ec2", "AuthorizeSecurityGroupIngress", {
    request: {
      groupId: "sg-0a1b2c3d",
      ipPermissions: {
        items: [
          { ipProtocol: "tcp", fromPort: 443, toPort: 443, ipRanges: { items: [{ cidrIp: "198.51.100.0/24" }] } },
          {
            ipProtocol: from === undefined ? "-1" : "tcp",
            ...(from !== undefined && { fromPort: from, toPort: to }),
            ipRanges: { items: [{ cidrIp }] },
          },
        ],
      },
    },
    ...more,
  });

/** The same without a list of rules, as some programs call. */
const openedDirectly = (port: number, cidrIp = "0.0.0.0/0") =>
  at("10:00", who.insider, "ec2", "AuthorizeSecurityGroupIngress", {
    request: { groupId: "sg-0a1b2c3d", ipPermissions: {}, ipProtocol: "tcp", fromPort: port, toPort: port, cidrIp },
  });

const inside = "10.20.1.20";

/** A flow from the internet at this minute after 10:00. A negative minute is before 10:00. */
const reached = (minute: number, port = 22, change: LogRecord = {}): LogRecord => ({
  ...flow({ from: "203.0.113.77", to: inside, port, minute }),
  ...change,
});

/** Stories of ports that are opened and then reached from the internet. */
export const openings: HuntStories = {
  "port-opened-and-reached": {
    found: [opened("10:00", 22), reached(5), reached(6)],
    alsoFound: {
      "a rule in the parameters of the call": [openedDirectly(22), reached(5)],
      "a port in a range of ports": [opened("10:00", 3_000, 4_000), reached(5, 3_306)],
      "all ports": [opened("10:00"), reached(5)],
      "all ports, written as minus one": [opened("10:00", -1), reached(5)],
      "a port that is opened for IPv6": [
        opened("10:00", 22, 22, "::/0"),
        reached(5, 22, { srcaddr: "2001:db8:1::5", dstaddr: "fd00::20" }),
      ],
      "reached an hour later": [opened("10:00", 22), reached(60)],
    },
    nearMisses: {
      "reached more than an hour later": [opened("10:00", 22), reached(61)],
      "reached only before the port was opened": [opened("10:00", 22), reached(-61)],
      "another port": [opened("10:00", 22), reached(5, 3_389)],
      "a port just above the range": [opened("10:00", 3_000, 3_305), reached(5, 3_306)],
      "a port just below the range": [opened("10:00", 3_307, 4_000), reached(5, 3_306)],
      "a port of web pages": [opened("10:00", 443), reached(5, 443)],
      "another port in the parameters of the call": [openedDirectly(8_443), reached(5)],
      "a rule for a network in the parameters of the call": [openedDirectly(22, "198.51.100.0/24"), reached(5)],
      "opened only to a network": [opened("10:00", 22, 22, "198.51.100.0/24"), reached(5)],
      "a denied attempt": [opened("10:00", 22, 22, "0.0.0.0/0", refused), reached(5)],
      "rejected packets": [opened("10:00", 22), reached(5, 22, { action: "REJECT" })],
      "reached from a private address": [opened("10:00", 22), reached(5, 22, { srcaddr: "10.20.2.30" })],
      "reached in another account": [opened("10:00", 22), reached(5, 22, { account: account(4) })],
      "opened, but not reached": [opened("10:00", 22)],
      "reached, but not opened": [reached(5)],
    },
  },
};

const read = (time: string, service: string, name: string, more: object = {}) =>
  at(time, who.thief, service, name, { account: member, ...more });
const defenses = [
  ["guardduty", "ListDetectors"],
  ["securityhub", "GetEnabledStandards"],
  ["config", "DescribeConfigurationRecorders"],
  ["cloudtrail", "DescribeTrails"],
  ["ec2", "DescribeFlowLogs"],
] as const;
const facts = [
  ["ec2", "DescribeInstances"],
  ["ec2", "DescribeVolumes"],
  ["ec2", "DescribeNetworkInterfaces"],
  ["ssm", "DescribeInstanceInformation"],
  ["iam", "GetAccountPasswordPolicy"],
] as const;
const each = (calls: readonly (readonly [string, string])[], more: object = {}) =>
  calls.map(([service, name], i) => read(`10:0${i}`, service, name, more));
const byService = { caller: who.config };

/** Stories of resources that somebody reads before an attack. */
export const looks: HuntStories = {
  "defenses-looked-at": {
    found: each(defenses),
    alsoFound: { "calls that were refused": each(defenses, refused) },
    nearMisses: {
      "one service too few, again and again": [...each(defenses.slice(1)), ...each(defenses.slice(1))],
      "a service": each(defenses, byService),
      "spread over hours": defenses.map(([service, name], i) => read(`1${i}:00`, service, name)),
      "events that are looked up": [
        ...each(defenses.filter(([service]) => service !== "cloudtrail")),
        read("10:09", "cloudtrail", "LookupEvents"),
      ],
      "other calls of the same services": [
        ...each(defenses.slice(1)),
        read("10:09", "guardduty", "UpdateDetector"),
        read("10:09", "ec2", "DescribeVpcs"),
      ],
    },
  },
  "inventory-taken": {
    found: each(facts),
    alsoFound: { "calls that were refused": each(facts, refused) },
    nearMisses: {
      "one kind too few, again and again": [
        ...each(facts.slice(1)),
        read("10:08", "ec2", "DescribeSnapshots"),
        read("10:09", "ssm", "GetInventory"),
      ],
      "a service": each(facts, byService),
      "spread over hours": facts.map(([service, name], i) => read(`1${i}:00`, service, name)),
      "in several accounts": facts.map(([service, name], i) =>
        read("10:00", service, name, { account: account(3 + (i % 2)) }),
      ),
    },
  },
};
