import { browser, type Callers } from "./callers";
import { story } from "../logs/story";
import type { Call, Caller } from "./event";

/** Accounts and regions of an attack. */
export interface Scene {
  readonly management: string;
  readonly payments: string;
  readonly website: string;

  /** Home region of the organization. */
  readonly home: string;

  /** Region that the organization does not use. */
  readonly remote: string;

  /** Region of global services. */
  readonly global: string;
  readonly callers: Callers;
}

/** One call of a story. */
export interface StoryCall extends Call {
  /** `HH:mm:ss` in UTC. */
  readonly at: string;
}

/** An attack as a list of calls. */
export interface AttackStory {
  readonly title: string;

  /** Detections that must match the attack and notify people. Detections of severity `watch` are not listed. */
  readonly noticedBy: readonly string[];
  readonly calls: (scene: Scene) => readonly StoryCall[];
}

const refused = (action: string) => ({
  code: "AccessDenied",
  message: `User is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`,
});

/** Fields of a call other than the caller and the location. */
type Deed = Pick<StoryCall, "at" | "service" | "name"> & Partial<StoryCall>;

const by = (caller: Caller, account: string, region: string, deeds: readonly Deed[]): StoryCall[] =>
  deeds.map((deed) => ({ caller, account, region, ...deed }));

export const attackStories: readonly AttackStory[] = [
  {
    title: "a leaked access key explores an account, is denied, and creates an administrator user",
    noticedBy: ["unauthorized-api-calls", "iam-policy-changes", "user-credentials-made", "administrator-user-made"],
    calls: ({ payments, home, global, callers }) => {
      const thief = callers.user(payments, story.userName, story.attackerAddress, story.userAgent);
      return [
        ...by(thief, payments, home, [
          { at: "02:10:04", service: "sts", name: "GetCallerIdentity" },
          { at: "02:10:31", service: "s3", name: "ListBuckets" },
          {
            at: "02:11:02",
            service: "secretsmanager",
            name: "ListSecrets",
            error: refused("secretsmanager:ListSecrets"),
          },
          { at: "02:11:09", service: "ec2", name: "DescribeSnapshots", error: unauthorizedOperation },
          {
            at: "02:11:15",
            service: "organizations",
            name: "ListAccounts",
            region: global,
            error: refused("organizations:ListAccounts"),
          },
        ]),
        ...by(thief, payments, global, [
          { at: "02:13:40", service: "iam", name: "CreateUser", request: { userName: "support-2" } },
          {
            at: "02:13:58",
            service: "iam",
            name: "AttachUserPolicy",
            request: { userName: "support-2", policyArn: callers.awsPolicy("AdministratorAccess") },
          },
          { at: "02:14:20", service: "iam", name: "CreateAccessKey", request: { userName: "support-2" } },
        ]),
        ...by(thief, payments, home, [
          {
            at: "02:16:05",
            service: "ssm",
            name: "StartSession",
            request: { target: story.instanceId },
            response: { sessionId: story.sessionId },
          },
        ]),
      ];
    },
  },
  {
    title: "an administrator of a member account disables log sources of the account",
    noticedBy: [
      "trail-changes",
      "config-changes",
      "unauthorized-api-calls",
      "trail-tampering-refused",
      "config-recorder-stopped",
      "log-sources-switched-off",
    ],
    calls: ({ website, home, callers }) => {
      const insider = callers.role(website, "Admin", "mallory", { address: "203.0.113.99", agent: browser });
      return by(insider, website, home, [
        {
          at: "11:31:12",
          service: "cloudtrail",
          name: "StopLogging",
          request: { name: "acme-organization-trail" },
          error: {
            code: "AccessDeniedException",
            message: "User is not authorized to perform: cloudtrail:StopLogging",
          },
        },
        { at: "11:31:55", service: "config", name: "StopConfigurationRecorder", request: recorder },
        {
          at: "11:32:30",
          service: "ec2",
          name: "DeleteFlowLogs",
          request: { DeleteFlowLogsRequest: { FlowLogId: "fl-1" } },
        },
        { at: "11:33:01", service: "logs", name: "DeleteLogGroup", request: { logGroupName: "/app/website" } },
      ]);
    },
  },
  {
    title: "the root user of an account signs in and opens a bucket",
    noticedBy: ["root-use", "bucket-policy-changes", "unprotected-sign-in"],
    calls: ({ website, home, global, callers }) => {
      const root = callers.root(website, "203.0.113.10");
      return [
        ...by(root, website, global, [
          {
            at: "20:05:00",
            service: "signin",
            name: "ConsoleLogin",
            type: "AwsConsoleSignIn",
            response: { ConsoleLogin: "Success" },
            additional: { MobileVersion: "No", MFAUsed: "No", LoginTo: "https://console.aws.amazon.com/console/home" },
          },
        ]),
        ...by(root, website, home, [
          {
            at: "20:07:12",
            service: "s3",
            name: "PutBucketPolicy",
            request: { bucketName: "customer-exports", bucketPolicy: { Statement: [{ Principal: "*" }] } },
          },
        ]),
      ];
    },
  },
  {
    title: "passwords are guessed until a sign-in without MFA succeeds",
    noticedBy: ["console-sign-in-failures", "console-sign-in-without-mfa", "unprotected-sign-in"],
    calls: ({ payments, home, callers }) => {
      const guesser = callers.signingIn(payments, "old-admin", "203.0.113.200");
      const attempt = (at: string, outcome: Partial<Deed>): Deed => ({
        at,
        service: "signin",
        name: "ConsoleLogin",
        type: "AwsConsoleSignIn",
        additional: { MobileVersion: "No", MFAUsed: "No", LoginTo: "https://console.aws.amazon.com/console/home" },
        ...outcome,
      });
      const wrong = { response: { ConsoleLogin: "Failure" }, error: { message: "Failed authentication" } };
      const guesses = ["04:40:01", "04:40:09", "04:40:20", "04:41:02", "04:41:44"];
      return by(guesser, payments, home, [
        ...guesses.map((at) => attempt(at, wrong)),
        attempt("04:42:30", { response: { ConsoleLogin: "Success" } }),
      ]);
    },
  },
  {
    title: "a port is opened and large instances are started in an unused region",
    noticedBy: [
      "security-group-changes",
      "route-table-changes",
      "security-group-open-to-world",
      "large-instances-started",
    ],
    calls: ({ payments, remote, callers }) => {
      const thief = callers.user(payments, "support-2", "203.0.113.66");
      return by(thief, payments, remote, [
        {
          at: "02:31:00",
          service: "ec2",
          name: "AuthorizeSecurityGroupIngress",
          request: {
            groupId: "sg-0a1b2c3d",
            ipPermissions: {
              items: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } }],
            },
          },
          response: { securityGroupRuleSet: { items: [{ fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" }] } },
        },
        { at: "02:31:40", service: "ec2", name: "CreateRoute", request: { destinationCidrBlock: "0.0.0.0/0" } },
        { at: "02:33:10", service: "ec2", name: "RunInstances", request: { instanceType: "p5.48xlarge", maxCount: 8 } },
      ]);
    },
  },
  {
    title: "a key is scheduled for deletion, and an account is moved to another organizational unit",
    noticedBy: ["key-disabled-or-deleted", "organization-changes", "keys-made-useless"],
    calls: ({ management, payments, home, global, callers }) => {
      const insider = callers.role(management, "Admin", "mallory", { address: "203.0.113.99", agent: browser });
      return [
        ...by(insider, management, home, [
          {
            at: "23:12:00",
            service: "kms",
            name: "ScheduleKeyDeletion",
            request: { keyId: "backup", pendingWindowInDays: 7 },
          },
        ]),
        ...by(insider, management, global, [
          { at: "23:15:30", service: "organizations", name: "MoveAccount", request: { accountId: payments } },
        ]),
      ];
    },
  },
];

const recorder = { configurationRecorderName: "default" };
const unauthorizedOperation = {
  code: "Client.UnauthorizedOperation",
  message: "You are not authorized to perform this operation.",
};
