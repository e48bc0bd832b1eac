import { cli } from "../../../sample-data/events/callers";
import type { CloudTrailEvent } from "../../../sample-data/events/event";
import { arn, account } from "../../../sample-data/values";
import { at, callers, from, type HuntStories, member, minute, refused, roleArn, times, who } from "./story";

const services = ["ec2", "iam", "s3", "rds", "lambda", "kms", "sns", "sqs", "ecs", "ecr", "eks", "glue"];
const regions = [
  "eu-west-1",
  "eu-north-1",
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "sa-east-1",
  "ap-south-1",
  "ca-west-1",
];

/** Different read-only calls to `spread` services. */
const looks = (caller: typeof who.thief, calls: number, spread: number, hour = 10): CloudTrailEvent[] =>
  times(calls, (i) => at(minute(hour, i), caller, services[i % spread] ?? "ec2", `Describe${Math.floor(i / spread)}`));

const inRegions = (caller: typeof who.thief, count: number): CloudTrailEvent[] =>
  times(count, (i) => at(minute(10, i), caller, "ec2", "DescribeInstances", { region: regions[i] }));

const refusals = (calls: number, spread: number): CloudTrailEvent[] =>
  times(calls, (i) => at(minute(10, i), who.insider, services[i % spread] ?? "ec2", `Describe${i}`, refused));

const model = (index: number, more: object = {}): CloudTrailEvent =>
  at(minute(10, index), who.thief, "bedrock", "InvokeModel", {
    request: { modelId: `anthropic.model-${index}` },
    ...more,
  });
const invalid = { error: { code: "ValidationException", message: "Operation not allowed" } };

const identityChanges = ["CreateUser", "CreateAccessKey", "AttachUserPolicy", "PutUserPolicy"];

/** Reading calls in several accounts, each by its own role, from one network. */
const across = (accounts: number, calls: number, spread = 10, make: typeof reader = reader, hours = 1) =>
  times(calls, (i) => {
    const id = account((i % accounts) + 1);
    return at(
      minute(10 + (i % hours), i),
      make(id),
      services[i % spread] ?? "ec2",
      `Describe${Math.floor(i / spread)}`,
      {
        account: id,
      },
    );
  });
const reader = (id: string, address = "203.0.113.66") => callers.role(id, "reader", "s", { address, agent: cli });

/** Stories of somebody who explores accounts, or tests the permissions of a credential. */
export const reconnaissance: HuntStories = {
  "reading-burst": {
    found: looks(who.thief, 50, 10),
    nearMisses: {
      "changes of a pipeline": times(60, (i) =>
        at(minute(10, i), who.pipeline, services[i % 12] ?? "ec2", `Create${Math.floor(i / 12)}`),
      ),
      "different calls in each hour": times(6, (hour) =>
        times(12, (i) => at(minute(8 + hour, i), who.person, services[i] ?? "ec2", `List${hour}`)),
      ),
      "one call too few": looks(who.thief, 49, 10),
      "one service too few": looks(who.thief, 50, 9),
      "the same calls again and again": times(200, (i) => at(minute(10, i), who.thief, "ec2", "DescribeInstances")),
      "AWS Config, which reads everything": looks(who.config, 100, 12),
      "two people with roles of their own": [
        ...looks(who.insider, 25, 10),
        ...times(25, (i) => at(minute(10, i), who.person, services[i % 10] ?? "ec2", `List${i}`)),
      ],
      "different calls over a working day": times(10, (i) => looks(who.person, 12, 12, 8 + i).slice(i, i + 5)),
    },
  },
  "reading-across-regions": {
    found: inRegions(who.thief, 8),
    nearMisses: {
      "one region in each hour": times(8, (i) =>
        at(minute(8 + i, 0), who.thief, "ec2", "DescribeInstances", { region: regions[i] }),
      ),
      "one region too few": inRegions(who.thief, 7),
      "AWS Config in every region": inRegions(who.config, 8),
      "changes of a pipeline": times(8, (i) =>
        at(minute(10, i), who.pipeline, "ec2", "CreateTags", { region: regions[i] }),
      ),
    },
  },
  "reading-across-accounts": {
    found: across(4, 50),
    alsoFound: {
      "two addresses of one network": across(4, 50, 10, (id) =>
        reader(id, `203.0.113.${id === account(1) ? "66" : "67"}`),
      ),
    },
    nearMisses: {
      "one account too few": across(3, 60),
      "one call too few": across(4, 49),
      "one service too few": across(4, 54, 9),
      "spread over hours": across(4, 60, 10, reader, 2),
      "from several networks": across(4, 60, 10, (id) => reader(id, `203.0.${id.slice(0, 1)}.7`)),
      "private addresses": across(4, 60, 10, (id) => reader(id, "10.20.3.17")),
      "AWS Config in every account": across(4, 60, 10, (id) => callers.configRecorder(id)),
      "changes of a pipeline": times(60, (i) =>
        at(minute(10, i), reader(account((i % 4) + 1)), services[i % 10] ?? "ec2", `Create${Math.floor(i / 10)}`, {
          account: account((i % 4) + 1),
        }),
      ),
    },
  },
  "refused-through-services": {
    found: refusals(10, 6),
    nearMisses: {
      "AWS Config, whose calls are denied": times(12, (i) =>
        at(minute(10, i), who.config, services[i] ?? "ec2", `Describe${i}`, refused),
      ),
      "three denied calls in each hour": times(12, (i) =>
        at(minute(8 + Math.floor(i / 3), i), who.insider, services[i] ?? "ec2", `Describe${i}`, refused),
      ),
      "one service too few": refusals(10, 5),
      "one call too few": refusals(9, 6),
      "one job that retries": times(60, (i) => at(minute(10, i), who.insider, "sqs", "SendMessage", refused)),
      "failed calls that were not denied": times(12, (i) =>
        at(minute(10, i), who.insider, services[i] ?? "ec2", `Describe${i}`, {
          error: { code: "ResourceNotFoundException", message: "not found" },
        }),
      ),
    },
  },
  "roles-tried": {
    found: times(5, (i) =>
      at(minute(10, i), who.thief, "sts", "AssumeRole", { ...refused, request: { roleArn: roleArn(member, `r${i}`) } }),
    ),
    nearMisses: {
      "one role too few, again and again": times(40, (i) =>
        at(minute(10, i), who.thief, "sts", "AssumeRole", {
          ...refused,
          request: { roleArn: roleArn(member, `r${i % 4}`) },
        }),
      ),
      "roles that the caller can assume": times(9, (i) =>
        at(minute(10, i), who.pipeline, "sts", "AssumeRole", { request: { roleArn: roleArn(member, `r${i}`) } }),
      ),
    },
  },
  "buckets-tried": {
    found: times(15, (i) =>
      at(minute(10, i), who.thief, "s3", "ListObjects", { ...refused, request: { bucketName: `acme-${i}` } }),
    ),
    nearMisses: {
      "buckets that the caller can read": times(30, (i) =>
        at(minute(10, i), who.thief, "s3", "ListObjects", { request: { bucketName: `acme-${i}` } }),
      ),
      "one bucket too few": times(30, (i) =>
        at(minute(10, i), who.thief, "s3", "GetBucketAcl", { ...refused, request: { bucketName: `acme-${i % 14}` } }),
      ),
      "AWS Config, whose calls are denied for some buckets": times(30, (i) =>
        at(minute(10, i), who.config, "s3", "GetBucketAcl", { ...refused, request: { bucketName: `acme-${i}` } }),
      ),
    },
  },
  "key-tried-out": {
    found: [
      at("10:00", who.thief, "sts", "GetCallerIdentity"),
      ...times(4, (i) => at(minute(10, i + 1), who.thief, "iam", `List${i}`, refused)),
    ],
    nearMisses: {
      "one denied call in each hour": [
        at("10:00", who.thief, "sts", "GetCallerIdentity"),
        ...times(6, (i) => at(minute(10 + i, 1), who.thief, "iam", `List${i}`, refused)),
      ],
      "a key whose calls are allowed": [
        at("10:00", who.thief, "sts", "GetCallerIdentity"),
        ...times(9, (i) => at(minute(10, i + 1), who.thief, "iam", `List${i}`)),
      ],
      "one denied call too few": [
        at("10:00", who.thief, "sts", "GetCallerIdentity"),
        ...times(9, (i) => at(minute(10, i + 1), who.thief, "iam", `List${i % 3}`, refused)),
      ],
      "calls that were denied before GetCallerIdentity": [
        ...times(4, (i) => at(minute(10, i), who.thief, "iam", `List${i}`, refused)),
        at("10:30", who.thief, "sts", "GetCallerIdentity"),
      ],
      "a session of a role": [
        at("10:00", who.insider, "sts", "GetCallerIdentity"),
        ...times(4, (i) => at(minute(10, i + 1), who.insider, "iam", `List${i}`, refused)),
      ],
    },
  },
  "identity-changes-refused": {
    found: identityChanges.map((name, i) => at(minute(10, i), who.insider, "iam", name, refused)),
    nearMisses: {
      "one kind too few": times(12, (i) =>
        at(minute(10, i), who.insider, "iam", identityChanges[i % 3] ?? "CreateUser", refused),
      ),
      "denied read-only calls": times(6, (i) => at(minute(10, i), who.insider, "iam", `List${i}`, refused)),
      "changes that succeeded": identityChanges.map((name, i) => at(minute(10, i), who.pipeline, "iam", name)),
    },
  },
  "models-tried-out": {
    found: times(4, (i) => model(i, i > 0 ? invalid : {})),
    nearMisses: {
      "one model in each hour": times(6, (i) =>
        at(minute(8 + i, 0), who.thief, "bedrock", "InvokeModel", { request: { modelId: `model-${i}` }, ...invalid }),
      ),
      "one model too few": times(30, (i) => model(i % 3, invalid)),
      "a workload that uses several models": times(12, (i) => model(i)),
      "only two failed calls": times(8, (i) => model(i, i < 2 ? invalid : {})),
    },
  },
  "roles-of-many-accounts": {
    found: times(8, (i) =>
      at(minute(10, i), who.insider, "sts", "AssumeRole", {
        ...(i % 2 === 0 && refused),
        request: { roleArn: roleArn(account(i + 1), "OrganizationAccountAccessRole"), roleSessionName: `s${i}` },
      }),
    ),
    nearMisses: {
      "one account too few": times(50, (i) =>
        at(minute(10, i), who.insider, "sts", "AssumeRole", {
          request: { roleArn: roleArn(account((i % 7) + 1), "r") },
        }),
      ),
      "many roles of one account": times(20, (i) =>
        at(minute(10, i), who.insider, "sts", "AssumeRole", { request: { roleArn: roleArn(member, `r${i}`) } }),
      ),
      "a service that assumes its roles": times(9, (i) =>
        at(minute(10, i), callers.service("config.amazonaws.com"), "sts", "AssumeRole", {
          request: { roleArn: roleArn(account(i + 1), "config") },
        }),
      ),
    },
  },
  "function-code-read-in-bulk": {
    found: functions(who.thief, 10),
    nearMisses: {
      "denied reads of functions": times(30, (i) => functionRead(who.thief, i, 10, refused)),
      "a few functions in each hour": times(20, (i) => functionRead(who.thief, i, 8 + (i % 4))),
      "one function too few, again and again": times(40, (i) => functionRead(who.thief, i % 9)),
      "only names of functions": times(40, (i) => at(minute(10, i), who.thief, "lambda", "ListFunctions20150331")),
      "AWS Config": functions(who.config, 30),
      "two roles": [...functions(who.insider, 9), ...functions(from("198.51.100.20", who.pipeline), 9)],
    },
  },
};

function functionRead(caller: typeof who.thief, index: number, hour = 10, more: object = {}): CloudTrailEvent {
  const functionName = arn("lambda", "eu-west-1", member, `function:f${index}`);
  return at(minute(hour, index), caller, "lambda", "GetFunction20150331v2", { request: { functionName }, ...more });
}

function functions(caller: typeof who.thief, count: number): CloudTrailEvent[] {
  return times(count, (index) => functionRead(caller, index));
}
