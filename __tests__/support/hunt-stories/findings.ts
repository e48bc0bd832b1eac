import type { Caller } from "../../../sample-data/events/event";
import { account, arn } from "../../../sample-data/values";
import { finding } from "./other-logs";
import { at, home, type HuntStories, type LogRecord, machine, member, refused, storyDay, who } from "./story";

const kind = "UnauthorizedAccess";

/** The fields of credentials that most findings have. */
interface Credentials {
  readonly PrincipalId?: unknown;
  readonly PrincipalType?: unknown;
  readonly PrincipalName?: unknown;
  readonly AccessKeyId?: unknown;
}

/** The same credentials in other fields that Security Hub documents. */
const ofSession = ({ PrincipalId, PrincipalName, AccessKeyId }: Credentials) => ({
  PrincipalId,
  AccessKeyId,
  SessionContext: { SessionIssuer: { Type: "Role", UserName: PrincipalName } },
});
const formerName = ({ PrincipalName, ...others }: Credentials) => ({ ...others, UserName: PrincipalName });

/** A finding about the credentials of a caller, as GuardDuty describes them. */
function about(
  { identity }: Caller,
  time = "10:00",
  change: LogRecord = {},
  written: (key: Credentials) => object = (key) => key,
): LogRecord {
  const { type, principalId, accessKeyId, userName, sessionContext } = identity;
  const issuer = sessionContext?.["sessionIssuer"] as { readonly userName: string } | undefined;
  const details = {
    AwsIamAccessKey: written({
      PrincipalId: principalId,
      PrincipalType: type,
      PrincipalName: issuer?.userName ?? userName,
      AccessKeyId: accessKeyId,
    }),
  };
  const seen = { lastobservedat: `${storyDay}T${time}:00Z`, updatedat: `${storyDay}T23:00:00Z` };
  const resource = {
    type: "AwsIamAccessKey",
    id: `AWS::IAM::AccessKey:${accessKeyId}`,
    details,
  };
  return finding(kind, { ...seen, ...change }, resource);
}

const change = (time: string, caller: Caller, more: object = {}) =>
  at(time, caller, "iam", "PutUserPolicy", { request: { userName: "ada" }, ...more });
const { insider, thief, person } = who;
const instance = "i-0a1b2c3d4e5f60718";
const web = machine(instance, "203.0.113.9");
const aboutInstance = finding(
  "Backdoor",
  { lastobservedat: `${storyDay}T10:00:00Z` },
  { id: arn("ec2", home, member, `instance/${instance}`) },
);

/** Stories of a finding about a principal, and a change by the same principal. */
export const findings: HuntStories = {
  "finding-and-change": {
    found: [about(insider), change("10:20", insider)],
    alsoFound: {
      "a finding about a user": [about(thief), change("10:20", thief)],
      "a finding about a role with a path": [about(person), change("10:20", person)],
      "a finding that names the role only in its session": [
        about(insider, "10:00", {}, ofSession),
        change("10:20", insider),
      ],
      "a finding with the former name of the field": [about(thief, "10:00", {}, formerName), change("10:20", thief)],
      "a finding about the credentials of an instance": [about(web), change("10:20", web)],
      "a finding about an instance": [aboutInstance, change("10:20", web)],
      "a change an hour before the finding": [about(insider), change("09:00", insider)],
      "a change an hour after the finding": [about(insider), change("11:00", insider)],
      "a change in another account": [about(insider), change("10:20", insider, { account: account(4) })],
    },
    nearMisses: {
      "a change more than an hour before the finding": [about(insider), change("08:59", insider)],
      "a change more than an hour after the finding": [about(insider), change("11:01", insider)],
      "changes more than an hour before and after the finding": [
        about(insider),
        change("08:59", insider),
        change("11:01", insider),
      ],
      "another principal": [about(insider), change("10:20", thief)],
      "a principal of the same name in another account": [
        about(insider, "10:00", { awsaccountid: account(4) }),
        change("10:20", insider),
      ],
      "read-only calls": [about(insider), at("10:20", insider, "iam", "ListUsers")],
      "a denied change": [about(insider), change("10:20", insider, refused)],
      "a finding of low severity": [about(insider, "10:00", { severity: { label: "LOW" } }), change("10:20", insider)],
      "a finding that people suppressed": [
        about(insider, "10:00", { workflow: { status: "SUPPRESSED" } }),
        change("10:20", insider),
      ],
      "a finding about a resource that is no principal": [
        finding(kind, {}, { type: "AwsS3Bucket" }),
        change("10:20", insider),
      ],
      "a finding without a change": [about(insider)],
      "a change without a finding": [change("10:20", insider)],
    },
  },
};
