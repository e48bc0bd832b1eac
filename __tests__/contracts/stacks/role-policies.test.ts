import { Dependencies, type Resource } from "../../support/dependencies";
import { organization } from "../../support/organization";

/** Every root of configurations that together have every module with a role. */
const roots = [
  organization("config/examples/everything.yaml"),
  organization("config/examples/everything.yaml", {
    logSources: { applicationLogs: { subscription: { mode: "all", existing: [] } } },
  }),
  organization("config/example.yaml"),
].flatMap(({ stacks }) => [...stacks].map(([name, resources]) => [name, new Dependencies(resources)] as const));

const isPolicy = ({ type }: Resource) => /^aws_iam_role_policy(_attachment)?$/.test(type);
const rolesNamed = ({ named }: Resource) => named.filter((address) => address.startsWith("aws_iam_role."));

/** Its access policy names a role as the caller; nothing is done with that role. */
const namesCallers = "aws_opensearch_domain";

/** What gets a role: AWS may try the role when it is created, or right after. */
const users = (root: Dependencies) =>
  root.resources.filter(
    (resource) =>
      !resource.type.startsWith("aws_iam_") && resource.type !== namesCallers && rolesNamed(resource).length > 0,
  );

/** The policies of the roles of a resource that do not exist when it is created. */
function lateOf(root: Dependencies, user: Resource): string[] {
  const before = root.before(user);
  const roles = rolesNamed(user);
  const policies = root.resources.filter(
    (one) => isPolicy(one) && rolesNamed(one).some((role) => roles.includes(role)),
  );
  return policies.map(({ address }) => address).filter((address) => !before.has(address));
}

/** What the AWS provider 5.100 and 6.25 create once, even if AWS rejects a role that is seconds old. */
const notRetried = "aws_cloudwatch_log_account_policy";

/** What takes a minute or more to be created. */
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

test.each(roots)("in %s no resource receives a role before the role has its policies", (_, root) => {
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
