import { Dependencies, type Resource } from "../../support/dependencies";
import { organization } from "../../support/organization";

/** Every root of configurations that together contain every module with a role. */
const roots = [
  organization("config/examples/everything.yaml"),
  organization("config/examples/everything.yaml", {
    logSources: { applicationLogs: { subscription: { mode: "all", existing: [] } } },
  }),
  organization("config/example.yaml"),
].flatMap(({ stacks }) => [...stacks].map(([name, resources]) => [name, new Dependencies(resources)] as const));

const isPolicy = ({ type }: Resource) => /^aws_iam_role_policy(_attachment)?$/.test(type);
const rolesNamed = ({ named }: Resource) => named.filter((address) => address.startsWith("aws_iam_role."));

/** The access policy of this resource contains a role as the caller. The resource does not assume the role. */
const namesCallers = "aws_opensearch_domain";

/** Resource types that receive a role. AWS may test the role when the resource is created, or later. */
const users = (root: Dependencies) =>
  root.resources.filter(
    (resource) =>
      !resource.type.startsWith("aws_iam_") && resource.type !== namesCallers && rolesNamed(resource).length > 0,
  );

/** Returns the policies of a resource's roles on which the resource does not depend. */
function lateOf(root: Dependencies, user: Resource): string[] {
  const before = root.before(user);
  const roles = rolesNamed(user);
  const policies = root.resources.filter(
    (one) => isPolicy(one) && rolesNamed(one).some((role) => roles.includes(role)),
  );
  return policies.map(({ address }) => address).filter((address) => !before.has(address));
}

/** Resource types that the AWS provider 5.100 and 6.25 creates without a retry if AWS refuses a new role. */
const notRetried = "aws_cloudwatch_log_account_policy";

/** Resource types whose creation takes a minute or longer. */
const slow = /^aws_kinesis_firehose_delivery_stream\./;

test("the configurations contain the resources that this test checks", () => {
  const types = new Set(roots.flatMap(([, root]) => users(root).map(({ type }) => type)));

  expect([...types]).toEqual(
    expect.arrayContaining([
      "aws_cloudtrail",
      "aws_cloudwatch_event_target",
      "aws_cloudwatch_log_account_policy",
      "aws_cloudwatch_log_subscription_filter",
      "aws_config_configuration_recorder",
      "aws_glue_crawler",
      "aws_kinesis_firehose_delivery_stream",
      "aws_s3_bucket_replication_configuration",
      "aws_scheduler_schedule",
      "aws_sfn_state_machine",
    ]),
  );
});

test.each(roots)("no resource in %s receives a role before the role has its policies", (_, root) => {
  const late = users(root).flatMap((user) => lateOf(root, user).map((policy) => `${user.address}: ${policy}`));

  expect(late).toEqual([]);
});

test("an account's log subscription depends on the stream, which depends on the policy of the role", () => {
  const found = roots.flatMap(([, root]) =>
    root.resources
      .filter(({ type }) => type === notRetried)
      .map((user) => {
        const streams = root.resources.filter(({ address }) => slow.test(address) && root.before(user).has(address));
        const policies = root.resources
          .filter(isPolicy)
          .filter((policy) => rolesNamed(policy).some((role) => rolesNamed(user).includes(role)));
        return {
          streams: streams.length,
          late: policies.filter(({ address }) => streams.every((stream) => !root.before(stream).has(address))),
        };
      }),
  );

  expect(found.length).toBeGreaterThan(0);
  for (const { streams, late } of found)
    expect({ hasStream: streams > 0, late }).toEqual({ hasStream: true, late: [] });
});
