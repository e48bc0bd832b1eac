import type { CloudTrailEvent } from "../events/event";
import { account, arn } from "../values";

/** Changes an event to a record of the same call by a caller who tries to avoid the detections. */
export type Disguise = (event: CloudTrailEvent) => CloudTrailEvent;

/** Services that act on behalf of a person, with the permissions of the person or of a role that the person passes. */
export const orderTakers = [
  "apigateway",
  "appsync",
  "cloudcontrolapi",
  "cloudformation",
  "codebuild",
  "codedeploy",
  "codepipeline",
  "controltower",
  "elasticbeanstalk",
  "events",
  "imagebuilder",
  "lambda",
  "member.org.stacksets.cloudformation",
  "pipes",
  "proton",
  "scheduler",
  "servicecatalog",
  "signin",
  "ssm",
  "ssm-quicksetup",
  "states",
].map((service) => `${service}.amazonaws.com`);

const as =
  (change: (identity: CloudTrailEvent["userIdentity"]) => object): Disguise =>
  (event) => ({ ...event, userIdentity: { ...event.userIdentity, ...change(event.userIdentity) } });

/** Changes the caller to a role that was created with a path and name that look like those of a service. */
const issuedBy = (path: string, name: string): Disguise =>
  as(({ type }) =>
    type === "AssumedRole"
      ? {
          arn: arn("sts", "", account(3), `assumed-role/${name}/${name}`),
          principalId: `AROAEXAMPLEEXAMPLEEX:${name}`,
          sessionContext: {
            sessionIssuer: { type: "Role", arn: arn("iam", "", account(3), `role/${path}${name}`), userName: name },
          },
        }
      : { arn: arn("iam", "", account(3), `user/x:assumed-role/${name}/${path}${name}`) },
  );

const through = (principal: string): Disguise => {
  const byService = as(() => ({ invokedBy: principal }));
  return (event) => ({ ...byService(event), sourceIPAddress: principal, userAgent: principal });
};

/** Disguises of the caller, of the tool, or of the service through which the caller acts. */
export const callerDisguises: Readonly<Record<string, Disguise>> = {
  ...Object.fromEntries(orderTakers.map((principal) => [`through ${principal}`, through(principal)])),
  "a user agent of a service": (event) => ({ ...event, userAgent: "config.amazonaws.com" }),
  "a user agent of AWS": (event) => ({ ...event, userAgent: "AWS Internal" }),
  "a user agent of a pipeline": (event) => ({ ...event, userAgent: "APN/1.0 HashiCorp/1.0 Terraform/1.13.0" }),
  "a session called like a service": as(({ arn: own = "" }) => ({ arn: `${own}/AWSConfig-Describe` })),
  "a role of the name and path of a service-linked one": issuedBy(
    "x:role/aws-service-role/config.amazonaws.com/",
    "AWSServiceRoleForConfig",
  ),
  "a role that looks like IAM Identity Center's": issuedBy(
    "aws-reserved/sso.amazonaws.com/",
    "AWSReservedSSO_Admin_0123456789abcdef",
  ),
  "a role that is called like the crawler": issuedBy("", "acme-log-crawler"),
};

const decoy = {
  Sid: "Decoy",
  Effect: "Deny",
  Principal: "*",
  Action: "x:Y",
  Resource: "*",
  Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:SourceAccount": account(3) } },
};

const statementsOf = (policy: { readonly Statement?: unknown }): unknown[] => [policy.Statement].flat();

/** The request with each of its policies changed. A policy is a JSON string or an object. */
function withPolicies(value: unknown, change: (statements: unknown[]) => unknown[]): unknown {
  if (typeof value === "string" && value.startsWith("{")) {
    return JSON.stringify(withPolicies(JSON.parse(value), change), undefined, value.includes("\n") ? 2 : undefined);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if ("Statement" in value) return { ...value, Statement: change(statementsOf(value)) };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPolicies(inner, change)]));
}

const inPolicies =
  (change: (statements: unknown[]) => unknown[]): Disguise =>
  (event) =>
    Object.assign({}, event, { requestParameters: withPolicies(event.requestParameters, change) });

/** Disguises that add something to a policy without a change to its effect. */
export const policyDisguises: Readonly<Record<string, Disguise>> = {
  "a dummy statement after the others": inPolicies((statements) => [...statements, decoy]),
  "a dummy statement with Allow after the others": inPolicies((statements) => [
    ...statements,
    { ...decoy, Effect: "Allow" },
  ]),
  "fields in another order": inPolicies((statements) =>
    statements.map((statement) => Object.fromEntries(Object.entries(statement ?? {}).toReversed())),
  ),
  "a statement id that contains the word Condition": inPolicies((statements) =>
    statements.map((statement) => Object.assign({ Sid: "ConditionDeny" }, statement)),
  ),
};

/** Every disguise of a caller and of a policy. */
export const disguises: Readonly<Record<string, Disguise>> = { ...callerDisguises, ...policyDisguises };

/** Puts a dummy statement before the statements of a policy. The alarm on a bucket's policy reads the first two statements. */
export const behindDummy: Disguise = inPolicies((statements) => [decoy, ...statements]);

/** Adds a condition that is always true to each statement of a policy. */
export const underCondition: Disguise = inPolicies((statements) =>
  statements.map((statement) =>
    Object.assign({}, statement, { Condition: { StringLike: { "aws:PrincipalArn": "*" } } }),
  ),
);
