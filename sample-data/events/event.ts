/** The caller in the format of CloudTrail. */
export interface UserIdentity {
  readonly type: "Root" | "IAMUser" | "AssumedRole" | "AWSService" | "AWSAccount";
  readonly principalId?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  readonly invokedBy?: string;
  readonly sessionContext?: Readonly<Record<string, unknown>>;
}

/** One record of a CloudTrail log file. An optional field is missing if CloudTrail omits it. */
export interface CloudTrailEvent {
  readonly eventVersion: string;
  readonly userIdentity: UserIdentity;
  /** ISO 8601 in UTC, to the second. */
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Readonly<Record<string, unknown>> | null;
  readonly responseElements: Readonly<Record<string, unknown>> | null;
  readonly additionalEventData?: Readonly<Record<string, unknown>>;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly eventType: "AwsApiCall" | "AwsConsoleSignIn" | "AwsServiceEvent";
  readonly managementEvent: true;
  readonly recipientAccountId: string;
  readonly eventCategory: "Management";
  readonly tlsDetails?: Readonly<Record<string, string>>;
  readonly sessionCredentialFromConsole?: "true";
}

/** A caller: its identity, address and user agent. */
export interface Caller {
  readonly identity: UserIdentity;
  readonly address: string;
  readonly agent: string;
  readonly fromConsole?: boolean;
}

/** A call, without the time of the call. */
export interface Call {
  readonly caller: Caller;

  /** Service without its domain: `iam`, `s3`. */
  readonly service: string;
  readonly name: string;
  readonly region: string;

  /** Account that receives the event. */
  readonly account: string;
  readonly request?: Readonly<Record<string, unknown>>;
  readonly response?: Readonly<Record<string, unknown>>;
  readonly additional?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code?: string; readonly message: string };
  readonly type?: CloudTrailEvent["eventType"];
}

/** Current event version of each service. */
const versions: Readonly<Record<string, string>> = {
  signin: "1.08",
  sts: "1.08",
  config: "1.08",
  kms: "1.09",
  organizations: "1.09",
  ec2: "1.10",
  cloudtrail: "1.10",
  cloudformation: "1.10",
};
const currentVersion = "1.11";

/** Region that records events of IAM, AWS Organizations and the root user. */
export const globalRegion = "us-east-1";

/** Names of read-only calls. For CloudTrail, a sign-in to the console is not read-only. */
const reading = /^(Get|List|Describe|Head|Lookup|AssumeRole|GenerateDataKey|Decrypt)/;

/** Returns the next id. The ids are the same in every run, so a day that is generated twice has the same events. */
export type NextId = () => string;

/** The record that CloudTrail writes for a call. */
export function eventOf(call: Call, at: Date, nextId: NextId): CloudTrailEvent {
  const { caller, service, name, error, type = "AwsApiCall" } = call;
  const isChange = !reading.test(name);
  return {
    eventVersion: versions[service] ?? currentVersion,
    userIdentity: caller.identity,
    eventTime: at.toISOString().replace(/\.\d+Z$/, "Z"),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: call.region,
    sourceIPAddress: caller.address,
    userAgent: caller.agent,
    ...(error?.code && { errorCode: error.code }),
    ...(error && { errorMessage: error.message }),
    requestParameters: call.request ?? null,
    responseElements: call.response ?? null,
    ...(call.additional && { additionalEventData: call.additional }),
    requestID: nextId(),
    eventID: nextId(),
    readOnly: !isChange,
    eventType: type,
    managementEvent: true,
    recipientAccountId: call.account,
    eventCategory: "Management",
    ...(type === "AwsApiCall" && !caller.identity.invokedBy && { tlsDetails: tls(service, call.region) }),
    ...(caller.fromConsole && type === "AwsApiCall" && { sessionCredentialFromConsole: "true" as const }),
  };
}

function tls(service: string, region: string): Record<string, string> {
  return {
    tlsVersion: "TLSv1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    clientProvidedHostHeader: `${service}.${region}.amazonaws.com`,
  };
}
