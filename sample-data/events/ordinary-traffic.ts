import { type Callers } from "./callers";
import { type Call, globalRegion } from "./event";
import type { Random } from "./random";

/** An account and region with traffic. */
export interface AccountRegion {
  readonly account: string;
  readonly region: string;

  /** Names of people who work in the account. */
  readonly people: readonly string[];
}

/** The calls of an ordinary hour in an account and region: people, pipelines, AWS Config, services. */
export function ordinaryHour(place: AccountRegion, hour: number, callers: Callers, random: Random): Call[] {
  const isWorkingHour = hour >= 8 && hour < 18;
  return [
    ...machines(place, callers, random),
    ...(isWorkingHour ? [...people(place, callers, random), ...pipeline(place, callers)] : []),
    ...(hour === 3 ? refusedProbe(place, callers) : []),
  ];
}

function machines({ account, region }: AccountRegion, callers: Callers, random: Random): Call[] {
  const config = callers.configRecorder(account);
  const lambda = callers.service("lambda.amazonaws.com");
  return [
    { caller: config, service: "ec2", name: "DescribeInstances", account, region, request: { maxResults: 1000 } },
    { caller: config, service: "s3", name: "GetBucketPolicy", account, region, request: { bucketName: "web-assets" } },
    {
      caller: lambda,
      service: "sts",
      name: "AssumeRole",
      account,
      region,
      request: { roleSessionName: "thumbnailer", durationSeconds: 3600 },
      response: { credentials: { accessKeyId: "ASIATHUMBNAILEREXAMP", expiration: "Jan 1, 2026, 1:00:00 AM" } },
    },
    {
      caller: callers.service("cloudtrail.amazonaws.com"),
      service: "kms",
      name: "GenerateDataKey",
      account,
      region,
      request: { keySpec: "AES_256" },
    },
    ...Array.from({ length: random.below(3) }, () => ({
      caller: config,
      service: "iam",
      name: random.pick(["ListRoles", "GetRolePolicy", "ListPolicies"]),
      account,
      region: globalRegion,
    })),
  ];
}

function people({ account, region, people: names }: AccountRegion, callers: Callers, random: Random): Call[] {
  const name = random.pick(names);
  const person = callers.person(account, `${name}@example.com`, "198.51.100.7");
  const look = (service: string, call: string): Call => ({ caller: person, service, name: call, account, region });
  return [
    {
      ...look("signin", "ConsoleLogin"),
      type: "AwsConsoleSignIn",
      response: { ConsoleLogin: "Success" },
      // A federated sign-in: the identity provider checked MFA
      additional: { MobileVersion: "No", MFAUsed: "No", LoginTo: "https://console.aws.amazon.com/" },
    },
    look("ec2", "DescribeSecurityGroups"),
    look("logs", random.pick(["DescribeLogGroups", "GetLogEvents"])),
  ];
}

function pipeline({ account, region }: AccountRegion, callers: Callers): Call[] {
  const caller = callers.pipeline(account);
  return [
    { caller, service: "sts", name: "GetCallerIdentity", account, region },
    {
      caller,
      service: "lambda",
      name: "UpdateFunctionCode20150331v2",
      account,
      region,
      request: { functionName: "thumbnailer", publish: true },
      response: { functionName: "thumbnailer", version: "42" },
    },
  ];
}

/** A call that is denied every night. */
function refusedProbe({ account, region }: AccountRegion, callers: Callers): Call[] {
  const message = "User is not authorized to perform: s3:GetBucketPolicy";
  return [
    {
      caller: callers.configRecorder(account),
      service: "s3",
      name: "GetBucketPolicy",
      account,
      region,
      request: { bucketName: "locked-down" },
      error: { code: "AccessDenied", message },
    },
  ];
}
