import type { Call } from "../../../sample-data/events/event";
import {
  accounts,
  archive,
  atWork,
  callers,
  daily,
  type Habit,
  management,
  onDay,
  only,
  person,
  weekly,
} from "./habit";

const [, , payments, website, data] = accounts;
const names = ["ada", "grace", "linus", "barbara", "edsger"];
const cli = "aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/macos#25.0 md/arch#arm64 lang/python#3.13";

const signIn = (more: Partial<Call>): Partial<Call> => ({
  service: "signin",
  name: "ConsoleLogin",
  type: "AwsConsoleSignIn",
  response: { ConsoleLogin: "Success" },
  ...more,
});

/** Activities of people, nearly all through IAM Identity Center and with MFA. */
export const peopleHabits: readonly Habit[] = [
  {
    times: atWork(1),
    calls: ({ account: id, dice }) => {
      const caller = person(id, "Developer", dice.pick(names));
      const looks = ["DescribeInstances", "DescribeSecurityGroups", "DescribeVpcs", "DescribeImages"];
      return [
        signIn({ caller, additional: { MFAUsed: "No", MobileVersion: "No" } }),
        ...dice.list(10, 25, () => ({ caller, service: "ec2", name: dice.pick(looks) })),
        { caller, service: "logs", name: "FilterLogEvents", request: { logGroupName: "/aws/lambda/orders" } },
        { caller, service: "monitoring", name: "DescribeAlarms" },
        // A console page requests data that its user may not read
        ...dice.list(0, 6, () => ({
          caller,
          service: "iam",
          name: "ListAccountAliases",
          error: { code: "AccessDenied", message: "User is not authorized to perform: iam:ListAccountAliases" },
        })),
      ];
    },
  },
  {
    times: only([management], atWork(2)),
    calls: ({ account: id, dice }) => {
      const caller = person(id, "Developer", dice.pick(names));
      return [
        {
          caller,
          service: "signin",
          name: "UserAuthentication",
          type: "AwsServiceEvent",
          additional: { CredentialType: "PASSWORD,TOTP", LoginTo: "https://acme.awsapps.com/start" },
        },
        { caller, service: "sso", name: "GetRoleCredentials" },
        { caller, service: "sso", name: "ListAccountRoles" },
      ];
    },
  },
  {
    times: daily(10),
    calls: ({ account: id, dice, name }) => {
      const caller = person(id, "Operator", dice.pick(names), cli);
      return [
        { caller, service: "sts", name: "GetCallerIdentity" },
        { caller, service: "ssm", name: "StartSession", request: { target: "i-0123" } },
        { caller, service: "secretsmanager", name: "GetSecretValue", request: { secretId: "orders/db" } },
        { caller, service: "ec2", name: "CreateTags", request: { tagSet: { items: [{ key: "owner", value: name }] } } },
        {
          caller,
          service: "lambda",
          name: "UpdateFunctionConfiguration20150331v2",
          request: { functionName: "orders" },
        },
        { caller, service: "ecs", name: "UpdateService", request: { desiredCount: 3 } },
      ];
    },
  },
  {
    // A user from the time before IAM Identity Center, with MFA, enters a wrong password
    times: only([payments], weekly(3, 9)),
    calls: ({ account: id }) => {
      const caller = callers.signingIn(id, "auditor", "198.51.100.12");
      const failed = { response: { ConsoleLogin: "Failure" }, error: { message: "Failed authentication" } };
      return [
        ...[1, 2].map(() => signIn({ caller, ...failed, additional: { MFAUsed: "No" } })),
        signIn({ caller, additional: { MFAUsed: "Yes" } }),
      ];
    },
  },
  {
    times: only([website, data], weekly(2, 14)),
    calls: ({ account: id, dice }) => {
      const caller = person(id, "Support", dice.pick(names));
      return [
        { caller, service: "support", name: "CreateCase", region: "us-east-1", request: { serviceCode: "amazon-rds" } },
        { caller, service: "support", name: "DescribeCases", region: "us-east-1" },
      ];
    },
  },
  {
    times: only([archive], daily(11)),
    calls: ({ account: id, name }) => {
      const caller = person(id, "SecurityAnalyst", "barbara");
      return [
        { caller, service: "athena", name: "StartQueryExecution", request: { workGroup: "acme-audit" } },
        { caller, service: "guardduty", name: "GetFindings" },
        { caller, service: "guardduty", name: "ArchiveFindings", request: { detectorId: "d", findingIds: [name] } },
        {
          caller,
          service: "securityhub",
          name: "BatchUpdateFindings",
          request: { Workflow: { Status: "RESOLVED" }, FindingIdentifiers: [{ Id: name }] },
        },
      ];
    },
  },
  {
    // A new developer receives access to accounts
    times: only([management], weekly(1, 9)),
    calls: ({ account: id, name }) => {
      const caller = person(id, "IdentityAdmin", "grace");
      return [
        { caller, service: "sso-directory", name: "CreateUser", request: { userName: name } },
        { caller, service: "sso-directory", name: "AddMemberToGroup" },
        { caller, service: "sso", name: "CreateAccountAssignment", request: { targetId: payments } },
      ];
    },
  },
  {
    // A new instance type requires a higher quota
    times: only([data], onDay(17, 13)),
    calls: ({ account: id }) => [
      { caller: person(id, "Operator", "linus"), service: "servicequotas", name: "RequestServiceQuotaIncrease" },
    ],
  },
];
