import { cli } from "../../../sample-data/events/callers";
import type { CloudTrailEvent } from "../../../sample-data/events/event";
import { at, from, type HuntStories, machine, minute, refused, signIn, times, who } from "./story";

const instance = "i-0f1e2d3c4b5a69788";
const gateway = machine(instance, "198.51.100.20");
const stolen = machine(instance, "203.0.113.66");

const reads = (caller: typeof gateway, hour: number): CloudTrailEvent[] =>
  times(3, (i) => at(minute(hour, i), caller, "s3", "ListBuckets"));

/** Calls of the same session from one address after another. */
const seen = (...addresses: string[]): CloudTrailEvent[] =>
  addresses.map((address, i) => at(minute(10, i * 5), from(address, who.person), "ec2", "DescribeInstances"));

const here = "198.51.100.7";
const there = "203.0.113.66";
const boto = "Boto3/1.40.0 md/Botocore#1.40.0";

/** Calls with a long-lived key, from one address and program after another. */
const used = (...origins: readonly (readonly [address: string, agent: string])[]): CloudTrailEvent[] =>
  origins.map(([address, agent], i) => at(minute(10, i), { ...from(address, who.thief), agent }, "s3", "ListBuckets"));

const user = (time: string, name: string, request: object = {}, more: object = {}) =>
  at(time, who.insider, "iam", name, { request: { userName: "support-2", ...request }, ...more });
const key = (accessKeyId: string) => ({ response: { accessKey: { accessKeyId, userName: "support-2" } } });

/** Stories of credentials that are stolen, used from another network, or created to keep access. */
export const credentials: HuntStories = {
  "instance-credentials-moved": {
    found: [...reads(gateway, 9), ...reads(stolen, 10)],
    alsoFound: {
      "two private networks": [
        ...reads(machine(instance, "10.20.3.17"), 9),
        ...reads(machine(instance, "10.66.0.9"), 10),
      ],
      "two networks of IPv6": [
        ...reads(machine(instance, "2001:db8:1::7"), 9),
        ...reads(machine(instance, "2001:db8:9::7"), 10),
      ],
    },
    nearMisses: {
      "two addresses of one network": [...reads(gateway, 9), ...reads(machine(instance, "198.51.100.21"), 10)],
      "through an endpoint and a gateway": [...reads(gateway, 9), ...reads(machine(instance, "10.20.3.17"), 10)],
      "over IPv4 and IPv6": [...reads(gateway, 9), ...reads(machine(instance, "2001:db8:1::7"), 10)],
      "two instances": [...reads(gateway, 9), ...reads(machine("i-00c0ffee00c0ffee0", "203.0.113.66"), 10)],
      "a service that uses the role for the instance": [
        ...reads(gateway, 9),
        ...reads(machine(instance, "ssm.amazonaws.com"), 9),
      ],
      "a person who moves to another network": [
        ...reads(from("198.51.100.7", who.person), 9),
        ...reads(from("203.0.113.8", who.person), 12),
      ],
    },
  },
  "moved-credentials-change-identities": {
    found: [...reads(gateway, 9), at("10:05", stolen, "iam", "CreateUser", { request: { userName: "support-2" } })],
    nearMisses: {
      "between private networks": [
        ...reads(machine(instance, "10.20.3.17"), 9),
        at("10:05", machine(instance, "10.66.0.9"), "iam", "CreateUser", { request: { userName: "job" } }),
      ],
      "read-only calls with credentials from another network": [...reads(gateway, 9), ...reads(stolen, 10)],
      "an instance that changes IAM from its own network": [
        ...reads(gateway, 9),
        at("10:05", gateway, "iam", "CreateRole", { request: { roleName: "job" } }),
      ],
      "a denied change": [...reads(gateway, 9), at("10:05", stolen, "iam", "CreateUser", refused)],
    },
  },
  "session-in-two-networks": {
    found: seen("198.51.100.7", "203.0.113.66", "198.51.100.7"),
    alsoFound: {
      "three networks": seen("198.51.100.7", "203.0.113.66", "192.0.2.9"),
      "two networks of IPv6": seen("2001:db8:1::7", "2001:db8:9::7", "2001:db8:1::7"),
    },
    nearMisses: {
      "private addresses behind endpoints": seen("10.20.3.17", "10.66.0.9", "10.20.3.17"),
      "one network in each hour": ["198.51.100.7", "203.0.113.8", "198.51.100.7"].map((address, i) =>
        at(minute(10 + i, 0), from(address, who.person), "ec2", "DescribeInstances"),
      ),
      "somebody who went to another network": seen("198.51.100.7", "198.51.100.7", "203.0.113.8", "203.0.113.8"),
      "two addresses of one network": seen("198.51.100.7", "198.51.100.9", "198.51.100.7"),
      "over IPv4 and IPv6": seen("198.51.100.7", "2001:db8:1::7", "198.51.100.7", "2001:db8:1::8"),
      "services that call on behalf of the person": seen("198.51.100.7", "athena.amazonaws.com", "198.51.100.7"),
      "a long-lived key on several machines": ["198.51.100.7", "203.0.113.66", "198.51.100.7"].map((address, i) =>
        at(minute(10, i), from(address, who.thief), "ec2", "DescribeInstances"),
      ),
    },
  },
  "key-in-two-networks": {
    found: used([here, cli], [there, boto], [here, cli]),
    alsoFound: {
      "three networks": used([here, cli], [there, boto], ["192.0.2.9", cli]),
      "two networks of IPv6": used(["2001:db8:1::7", cli], ["2001:db8:9::7", boto], ["2001:db8:1::7", cli]),
    },
    nearMisses: {
      "the same program on several machines": used([here, cli], [there, cli], ["192.0.2.9", cli], [here, cli]),
      "another version of the same program": used([here, cli], [there, "aws-cli/2.30.1"], [here, cli]),
      "two programs on one machine": used([here, cli], [here, boto], [here, cli]),
      "somebody who went to another network": used([here, cli], [here, cli], [there, boto]),
      "two addresses of one network": used([here, cli], ["198.51.100.9", boto], [here, cli]),
      "over IPv4 and IPv6": used([here, cli], ["2001:db8:1::7", boto], [here, cli]),
      "private addresses": used(["10.20.3.17", cli], ["10.66.0.9", boto], ["10.20.3.17", cli]),
      "one network in each hour": [here, there, here].map((address, i) =>
        at(minute(10 + i, 0), { ...from(address, who.thief), agent: i === 1 ? boto : cli }, "s3", "ListBuckets"),
      ),
      "a session": used([here, cli], [there, boto], [here, cli]).map((event) =>
        Object.assign({}, event, { userIdentity: who.person.identity }),
      ),
    },
  },
  "credential-for-a-moment": {
    found: [
      user("10:00", "CreateAccessKey", {}, key("AKIAONE")),
      user("10:40", "DeleteAccessKey", { accessKeyId: "AKIAONE" }),
    ],
    nearMisses: {
      "a denied deletion": [
        user("10:00", "CreateAccessKey", {}, key("AKIAONE")),
        user("10:40", "DeleteAccessKey", { accessKeyId: "AKIAONE" }, refused),
      ],
      "the rotation of a key": [
        user("10:00", "CreateAccessKey", {}, key("AKIATWO")),
        user("10:40", "DeleteAccessKey", { accessKeyId: "AKIAONE" }),
      ],
      "a key that is not deleted": [user("10:00", "CreateAccessKey", {}, key("AKIAONE"))],
      "a deleted user, and a later user of the same name": [user("10:00", "DeleteUser"), user("10:40", "CreateUser")],
    },
  },
  "mfa-removed-then-password-changed": {
    found: [
      user("10:00", "DeactivateMFADevice", { serialNumber: "mfa/support-2" }),
      user("10:09", "UpdateLoginProfile", { passwordResetRequired: false }),
    ],
    nearMisses: {
      "a new device": [user("10:00", "DeactivateMFADevice"), user("10:04", "EnableMFADevice")],
      "a new user whose first device is replaced": [
        user("10:00", "CreateLoginProfile"),
        user("10:30", "DeactivateMFADevice"),
      ],
      "another user's password": [
        user("10:00", "DeactivateMFADevice"),
        user("10:09", "UpdateLoginProfile", { userName: "ada" }),
      ],
      "a denied change": [user("10:00", "DeactivateMFADevice", {}, refused), user("10:09", "UpdateLoginProfile")],
    },
  },
  "sign-in-then-new-key": {
    found: [signIn("10:00", who.insider), user("10:20", "CreateAccessKey", {}, key("AKIAONE"))],
    nearMisses: {
      "a key that a pipeline creates": [
        signIn("10:00", who.person),
        at("10:20", who.pipeline, "iam", "CreateAccessKey", { request: { userName: "ci" } }),
      ],
      "a key that was created before the sign-in": [
        user("09:20", "CreateAccessKey", {}, key("AKIAONE")),
        signIn("10:00", who.insider),
      ],
      "a sign-in that failed": [signIn("10:00", who.insider, "Failure"), user("10:20", "CreateAccessKey")],
      "a denied creation of a key": [signIn("10:00", who.insider), user("10:20", "CreateAccessKey", {}, refused)],
    },
  },
  "changes-by-hand-at-night": {
    found: changes("23", 8),
    nearMisses: {
      "one kind of change too few": [...changes("23", 7), ...changes("22", 7)],
      "in working hours": changes("19", 20),
      "read-only calls at night": times(30, (i) => at(minute(23, i), who.person, "ec2", `Describe${i}`)),
      "a pipeline at night": times(30, (i) => at(minute(23, i), who.pipeline, "ec2", `Create${i}`)),
      "denied changes": times(30, (i) => at(minute(23, i), who.person, "ec2", `Create${i}`, refused)),
    },
  },
};

function changes(hour: string, kinds: number): CloudTrailEvent[] {
  return times(kinds, (i) => at(`${hour}:${String(i + 10)}`, who.person, "ec2", `Create${i}`));
}
