import {
  type Account,
  DescribeOrganizationCommand,
  ListDelegatedAdministratorsCommand,
  OrganizationsClient,
  paginateListAWSServiceAccessForOrganization,
  paginateListAccounts,
  paginateListRoots,
} from "@aws-sdk/client-organizations";
import { namedAccounts } from "../../../config/derived/accounts";
import { everyItem, unlessAbsent } from "../../aws-reader/answers";
import type { Check } from "../check";
import type { PlannedRoot } from "../planned-root";

const isManagement = ({ account }: PlannedRoot): boolean => account.role === "management";
const clientOf = ({ aws, config }: PlannedRoot) => aws.client(OrganizationsClient, config.homeRegion);

/** Ids of the accounts to which the configuration deploys. */
const activeIds = ({ config }: PlannedRoot): string[] => namedAccounts(config).map(({ id }) => id);

/** The organization of the management account. Undefined if the account is not in an organization. */
async function organizationOf(root: PlannedRoot) {
  const answer = clientOf(root).send(new DescribeOrganizationCommand({}));
  return (await unlessAbsent(answer, "AWSOrganizationsNotInUseException"))?.Organization;
}

async function accountsIn(root: PlannedRoot): Promise<Account[]> {
  if (!isManagement(root)) return [];
  return everyItem(paginateListAccounts({ client: clientOf(root) }, {}), ({ Accounts }) => Accounts);
}

/** Checks that a service has trusted access, if the root needs it. */
const trustedAccess = (id: string, service: string, when: string, isNeeded: (root: PlannedRoot) => boolean): Check => ({
  id,
  when,
  fix: `run: aws organizations enable-aws-service-access --service-principal ${service}`,
  reads: ["organizations:ListAWSServiceAccessForOrganization"],
  async find(root) {
    if (!isManagement(root) || !isNeeded(root)) return [];
    const pages = paginateListAWSServiceAccessForOrganization({ client: clientOf(root) }, {});
    const enabled = await everyItem(pages, ({ EnabledServicePrincipals }) => EnabledServicePrincipals);
    return enabled.some(({ ServicePrincipal }) => ServicePrincipal === service)
      ? []
      : [{ problem: `${service} has no trusted access to the organization` }];
  },
});

/** Clashes with AWS Organizations, read in the management account. */
export const organizationChecks: readonly Check[] = [
  {
    id: "organization-differs",
    when: "The management account is not in the organization `organizationId`.",
    fix: "correct organizationId, or use the credentials of the right organization",
    reads: ["organizations:DescribeOrganization"],
    async find(root) {
      if (!isManagement(root)) return [];
      const { Id = "no organization" } = (await organizationOf(root)) ?? {};
      const { organizationId } = root.config;
      return Id === organizationId ? [] : [{ problem: `the account is in ${Id}, not in ${organizationId}` }];
    },
  },
  {
    id: "management-account-differs",
    when: "`accounts.management` is not the management account of the organization.",
    fix: "correct accounts.management",
    reads: ["organizations:DescribeOrganization"],
    async find(root) {
      if (!isManagement(root)) return [];
      const id = (await organizationOf(root))?.MasterAccountId;
      return id === undefined || id === root.account.id ? [] : [{ problem: `the management account is ${id}` }];
    },
  },
  {
    id: "features-missing",
    when: "The organization has only the consolidated billing features, so it cannot have an organization trail.",
    fix: "enable all features in AWS Organizations",
    reads: ["organizations:DescribeOrganization"],
    async find(root) {
      if (!isManagement(root)) return [];
      const set = (await organizationOf(root))?.FeatureSet;
      return set === undefined || set === "ALL" ? [] : [{ problem: `the feature set of the organization is ${set}` }];
    },
  },
  {
    id: "policy-type-disabled",
    when: "The root attaches a policy of a type that the organization has not enabled. AWS refuses to attach it.",
    fix: "run aws organizations enable-policy-type, as docs/guardrails.md describes",
    reads: ["organizations:ListRoots"],
    async find(root) {
      if (root.created("aws_organizations_policy_attachment").length === 0) return [];
      const pages = paginateListRoots({ client: clientOf(root) }, {});
      const roots = await everyItem(pages, ({ Roots }) => Roots);
      const enabled = roots.flatMap(({ PolicyTypes = [] }) =>
        PolicyTypes.flatMap(({ Type, Status }) => (Status === "ENABLED" ? [String(Type)] : [])),
      );
      const types = new Set(root.all("aws_organizations_policy").map(({ attributes }) => String(attributes.type)));
      return [...types]
        .filter((type) => !enabled.includes(type))
        .map((type) => ({ problem: `the organization has not enabled ${type}` }));
    },
  },
  trustedAccess(
    "trusted-access-of-cloudtrail",
    "cloudtrail.amazonaws.com",
    "CloudTrail has no trusted access to the organization.",
    (root) => root.all("aws_cloudtrail").some(({ attributes }) => attributes.is_organization_trail === true),
  ),
  trustedAccess(
    "trusted-access-of-aws-config",
    "config.amazonaws.com",
    "AWS Config has no trusted access, and `logSources.awsConfig.aggregator` is enabled.",
    ({ config }) => config.logSources.awsConfig.aggregator.enabled,
  ),
  {
    id: "account-not-in-organization",
    when: "A configured account is not in the organization.",
    fix: "correct the account id, invite the account, or move it to accounts.outside",
    reads: ["organizations:ListAccounts"],
    async find(root) {
      const known = new Set((await accountsIn(root)).map(({ Id }) => Id));
      const missing = isManagement(root) ? activeIds(root).filter((id) => !known.has(id)) : [];
      return missing.map((id) => ({ problem: `account ${id} is not in the organization` }));
    },
  },
  {
    id: "account-not-active",
    when: "A configured account is suspended, pending closure or not activated yet.",
    fix: "remove the account from the configuration, or wait until it is active",
    reads: ["organizations:ListAccounts"],
    async find(root) {
      const configured = activeIds(root);
      const accounts = (await accountsIn(root)).filter(({ Id = "" }) => configured.includes(Id));
      return accounts
        .map(({ Id, State, Status }) => ({ Id, state: State ?? Status ?? "ACTIVE" }))
        .filter(({ state }) => state !== "ACTIVE")
        .map(({ Id, state }) => ({ problem: `account ${Id} is ${state}` }));
    },
  },
  {
    id: "outside-account-in-organization",
    when: "An account of `accounts.outside` is in the organization, so its own trail would record its events twice.",
    fix: "take down the root of the account, then move the account to accounts.members",
    reads: ["organizations:ListAccounts"],
    async find(root) {
      const outside = root.config.accounts.outside.map(({ id }) => id);
      const inside = (await accountsIn(root)).filter(({ Id = "" }) => outside.includes(Id));
      return inside.map(({ Id }) => ({ problem: `account ${Id} is in the organization` }));
    },
  },
  {
    id: "delegated-administrator-exists",
    when: "The account that the root registers as delegated administrator is already registered.",
    fix: "set logSources.awsConfig.aggregator.register to false, or import the registration",
    reads: ["organizations:ListDelegatedAdministrators"],
    find: async (root) =>
      (await registrations(root, root.created("aws_organizations_delegated_administrator")))
        .filter(({ isRegistered }) => isRegistered)
        .map(({ account, service }) => ({
          problem: `account ${account} is already a delegated administrator of ${service}`,
        })),
  },
  {
    id: "delegated-administrator-missing",
    when: "`logSources.awsConfig.aggregator.register` is false, and the account of the aggregator is not a delegated administrator.",
    fix: "register the account for config.amazonaws.com, or set register to true",
    reads: ["organizations:ListDelegatedAdministrators"],
    async find(root) {
      const { enabled, register, account: chosen } = root.config.logSources.awsConfig.aggregator;
      if (!enabled || register || !isManagement(root)) return [];
      const account_id = chosen ?? root.config.accounts.logArchive;
      const wanted = { attributes: { account_id, service_principal: "config.amazonaws.com" } };
      return (await registrations(root, [wanted]))
        .filter(({ isRegistered }) => !isRegistered)
        .map(({ account, service }) => ({
          problem: `account ${account} is not a delegated administrator of ${service}`,
        }));
    },
  },
];

interface Registration {
  readonly attributes: { readonly account_id: string; readonly service_principal: string };
}

/** Whether accounts are delegated administrators of services. */
function registrations(root: PlannedRoot, wanted: readonly Registration[]) {
  return Promise.all(
    wanted.map(async ({ attributes: { account_id: account, service_principal: service } }) => {
      const command = new ListDelegatedAdministratorsCommand({ ServicePrincipal: service });
      const { DelegatedAdministrators = [] } = await clientOf(root).send(command);
      return { account, service, isRegistered: DelegatedAdministrators.some(({ Id }) => Id === account) };
    }),
  );
}
