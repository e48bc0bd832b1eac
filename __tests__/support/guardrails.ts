import type { Policy } from "../../aws-semantics/iam/document";
import { readPolicy } from "../../aws-semantics/iam/read-policy";
import { type Decision, evaluate } from "../../aws-semantics/iam/evaluate";
import type { Caller } from "../../aws-semantics/iam/request";
import { account, arn } from "../../sample-data/values";
import { type Organization, stackOf } from "./organization";

/** Identity and resource policies that allow everything, so that only the organization's policies deny. */
const administrator = readPolicy(
  "AdministratorAccess",
  "identity",
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
);
const full = readPolicy(
  "FullAWSAccess",
  "service control",
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
);
const everybody = readPolicy(
  "a policy that opens the resource",
  "resource",
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" } }),
);

/** Returns a request by an administrator of an account. */
export interface GuardedRequest {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The archive key. The management account looks up its ARN during apply. */
export const archiveKeyArn = arn("kms", "eu-central-1", account(2), "key/archive");

/** Returns the policies of one type that the management account deploys. */
function policiesOf(organization: Organization, type: string, kind: Policy["kind"]): Policy[] {
  const { json } = stackOf(organization, "management");
  return Object.values(json.resource.aws_organizations_policy as Record<string, { type: string; content: string }>)
    .filter((policy) => policy.type === type)
    .map(({ content }, i) =>
      readPolicy(`${kind} ${i + 1}`, kind, content.replaceAll(/\$\{data\.aws_kms_key[^}]*\}/g, archiveKeyArn)),
    );
}

/** Returns the decision of AWS with the deployed policies, when the policies of the caller and the resource allow everything. */
export function guardedBy(organization: Organization): (request: GuardedRequest) => Decision {
  const { organizationId, accounts } = organization.config;
  const serviceControl = policiesOf(organization, "SERVICE_CONTROL_POLICY", "service control");
  const resourceControl = policiesOf(organization, "RESOURCE_CONTROL_POLICY", "resource control");
  return ({ context = {}, ...request }) =>
    evaluate(
      {
        identity: [administrator],
        resource: everybody,
        organization: {
          organizationId,
          managementAccount: accounts.management,
          serviceControl: [[full], [full, ...serviceControl]],
          resourceControl: [resourceControl],
        },
      },
      { ...request, context },
    );
}

/** Returns a principal of an account of the organization. */
export const principalOf = (organization: string, id: string, resource: string): Caller => ({
  kind: resource === "root" ? "root" : "role",
  arn: arn("iam", "", id, resource),
  account: id,
  organization,
});
