import { type Policy, readPolicy } from "../../tools/iam-evaluator/document";
import { type Decision, evaluate } from "../../tools/iam-evaluator/evaluate";
import type { Caller } from "../../tools/iam-evaluator/request";
import { account, arn } from "../../tools/sample-data/values";
import { type Organization, stackOf } from "./organization";

/** Everything is allowed, but for the policies of the organization. */
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

/** A request by an administrator of an account. */
export interface GuardedRequest {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The archive key: the management account finds its ARN in an apply. */
export const archiveKeyArn = arn("kms", "eu-central-1", account(2), "key/archive");

/** Policies of one kind, as the management account deploys them. */
function policiesOf(organization: Organization, type: string, kind: Policy["kind"]): Policy[] {
  const { json } = stackOf(organization, "management");
  return Object.values(json.resource.aws_organizations_policy as Record<string, { type: string; content: string }>)
    .filter((policy) => policy.type === type)
    .map(({ content }, i) =>
      readPolicy(`${kind} ${i + 1}`, kind, content.replaceAll(/\$\{data\.aws_kms_key[^}]*\}/g, archiveKeyArn)),
    );
}

/** What AWS decides while the deployed policies are attached, whatever the policies of caller and resource allow. */
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

/** A principal of an account of the organization. */
export const principalOf = (organization: string, id: string, resource: string): Caller => ({
  kind: resource === "root" ? "root" : "role",
  arn: arn("iam", "", id, resource),
  account: id,
  organization,
});
