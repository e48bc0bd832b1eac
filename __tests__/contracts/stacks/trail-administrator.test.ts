import { CloudtrailOrganizationDelegatedAdminAccount } from "@cdktf/provider-aws/lib/cloudtrail-organization-delegated-admin-account";
import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { type TerraformStack, Testing } from "cdktf";
import { terraformRoots } from "../../../config/derived/terraform-roots";
import { namesFor } from "../../../config/names/names";
import { Stacks } from "../../../synthesis/define-stacks";
import { arn } from "../../../sample-data/values";
import { organization } from "../../support/organization";

const example = "config/examples/everything.yaml";
const { stacks: usual } = organization(example);
const administrator = "5".repeat(12);
const { config, stacks } = organization(example, {
  accounts: { trailAdministrator: administrator },
  trail: { lake: { enabled: false } },
});
const { management } = config.accounts;
const region = config.homeRegion;
const of = (name: string) => {
  const stack = stacks.get(name);
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return stack;
};

/** Returns types and names of a root's resources. */
const addressesOf = ({ json }: { readonly json: { readonly resource?: object } }): string[] =>
  Object.entries(json.resource ?? {}).flatMap(([type, named]) =>
    Object.keys(named as object).map((one) => `${type}.${one}`),
  );

/** The resources that stay in the management account: its own log sources, and the policies of the organization. */
const staysInManagement = (address: string) =>
  address.includes(".Baseline_") || address.startsWith("aws_organizations_policy");

test("the root of the administrator contains all resources of the management account, except its own log sources", () => {
  const before = addressesOf(usual.get("management") ?? { json: {} }).filter((address) => !staysInManagement(address));
  const registered = before.filter((address) => address.endsWith("ConfigAdministrator"));
  const lake = before.filter((address) => /\.Lake_/.test(address));

  expect(registered).toHaveLength(1);
  expect(addressesOf(of("trail-administrator")).toSorted()).toEqual(
    before.filter((address) => ![...registered, ...lake].includes(address)).toSorted(),
  );
  expect(addressesOf(of("management")).filter((address) => !staysInManagement(address))).toEqual([
    ...registered,
    "aws_cloudtrail_organization_delegated_admin_account.TrailAdministrator",
  ]);
});

test("the management account registers the administrator after the organization is checked", () => {
  const registration = of("management").one(CloudtrailOrganizationDelegatedAdminAccount);

  expect(registration).toMatchObject({
    account_id: administrator,
    depends_on: [expect.stringMatching(/^data\.aws_organizations_organization\./)],
  });
});

test("the trail belongs to the management account in every policy, and its log group to the administrator", () => {
  const names = namesFor(config);
  const own = of("trail-administrator");

  expect(names.trailArn).toBe(arn("cloudtrail", region, management, `trail/${names.trailName}`));
  expect(names.trailLogGroupArn).toBe(arn("logs", region, administrator, `log-group:${names.trailLogGroupName}`));
  expect(own.one(Cloudtrail)).toMatchObject({ is_organization_trail: true, name: names.trailName });
  expect(own.all(CloudwatchLogMetricFilter).length).toBeGreaterThan(90);
  const archivePolicies = JSON.stringify(of("log-archive").json);
  expect(archivePolicies).toContain(names.trailArn);
  expect(archivePolicies).not.toContain(names.trailArn.replace(management, administrator));
});

test("no root expects a topic, alarm, bus, queue or state machine of this project in the management account", () => {
  const notHere = ["sns", "cloudwatch", "events", "sqs", "states", "logs"].map((service) =>
    arn(service, region, management, ""),
  );
  const found = [...stacks].flatMap(([name, { json }]) =>
    // Every account has its own forwarding rules and log groups
    notHere
      .filter((prefix) => name !== "management" && JSON.stringify(json).includes(prefix))
      .map((prefix) => `${name}: ${prefix}`),
  );

  expect(found).toEqual([]);
});

test("the administrator is deployed after its registration, and its forwarding rules after its bus", () => {
  const app = Testing.app({ stackTraces: false });
  const defined = new Stacks(app, config);
  const dependencies = (name: string) => {
    const root = terraformRoots(config).find(({ stackName }) => stackName === name);
    if (root === undefined) throw new Error(`no root ${name}`);
    const stack: TerraformStack = defined.of(root);
    return stack.dependencies.map(({ node }) => node.id).toSorted();
  };

  expect(dependencies("trail-administrator")).toEqual(["log-archive", "management"]);
  expect(dependencies("member-security-tooling")).toEqual(["log-archive", "trail-administrator"]);
  expect(dependencies("member-payments")).toEqual(["log-archive"]);
});
