import { type Kept, isProtectedByTerraform, keptOf } from "../../../../cli/take-down/kept";
import { type Stack, addressOf, readStack } from "../../../../terraform-types/synthesized/stack";
import { type Change, organization } from "../../../support/organization";

const today = new Date("2026-01-01T00:00:00Z");
const stacksOf = (example: string, change: Change = {}): Stack[] =>
  [...organization(example, change).stacks].map(([name, { json }]) => readStack(name, json));
const stackOf = (name: string, example = "config/example.yaml", change: Change = {}) => {
  const stack = stacksOf(example, change).find((one) => one.name === name);
  if (stack === undefined) throw new Error(`no stack ${name}`);
  return stack;
};
const keptIn = (stack: Stack): Map<string, Kept> => keptOf(stack, today);
const typesIn = (stack: Stack) => [...keptIn(stack).keys()].map((address) => address.split(".")[0]);

/** Returns the addresses to which a resource refers. */
const neededBy = (stack: Stack, address: string) => {
  const text = JSON.stringify(stack.resources.find((one) => addressOf(one) === address)?.attributes);
  return stack.resources.map(addressOf).filter((one) => new RegExp(String.raw`(?<![.\w])${one}(?![\w-])`).test(text));
};

const examples = [
  "config/example.yaml",
  ...["everything", "adopt", "control-tower"].map((name) => `config/examples/${name}.yaml`),
];

describe.each(examples)("in the root %s", (example) => {
  const stacks = stacksOf(example);

  test("no kept resource depends on a destroyed resource", () => {
    for (const stack of stacks) {
      const kept = keptIn(stack);
      for (const address of kept.keys())
        expect([stack.name, address, neededBy(stack, address).filter((one) => !kept.has(one))]).toEqual([
          stack.name,
          address,
          [],
        ]);
    }
  });

  test("every protected bucket is kept with its policy, encryption, versions, lock and lifecycle", () => {
    for (const stack of stacks) {
      const kept = keptIn(stack);
      const buckets = stack.resources.filter((one) => one.type === "aws_s3_bucket" && isProtectedByTerraform(one));
      for (const bucket of buckets) {
        const settings = stack.resources.filter(
          ({ type, attributes }) =>
            /^aws_s3_bucket_(?!metric|notification|inventory|replication|object$)/.test(type) &&
            String(attributes.bucket).includes(`${addressOf(bucket)}.`),
        );
        expect(settings.length).toBeGreaterThan(4);
        for (const one of [bucket, ...settings]) expect(kept.has(addressOf(one))).toBe(true);
      }
    }
  });

  test("resources that existed before the project are kept", () => {
    for (const stack of stacks) for (const address of stack.imported) expect(keptIn(stack).has(address)).toBe(true);
  });
});

test.each(["aws_s3_bucket", "aws_cloudwatch_log_group", "aws_cloudtrail_event_data_store"])(
  "a protected %s is kept with its logs",
  (type) => {
    const resource = { id: "Logs", type, attributes: { lifecycle: [{ prevent_destroy: true }] } };

    expect(typesIn({ ...stackOf("management"), resources: [resource] })).toEqual([type]);
  },
);

test("the trail, its key and its log group are destroyed, and members keep nothing", () => {
  expect(typesIn(stackOf("management"))).toEqual([]);
  expect(typesIn(stackOf("member-payments"))).toEqual([]);
});

test("the archive key is kept with its alias, and the tables, queries and topics are destroyed", () => {
  const types = typesIn(stackOf("log-archive"));

  expect(types).toEqual(expect.arrayContaining(["aws_kms_key", "aws_kms_alias", "aws_s3_bucket"]));
  for (const type of ["aws_glue_catalog_table", "aws_athena_named_query", "aws_sns_topic"])
    expect(types).not.toContain(type);
});

test("the archive key is kept even if the logs are in a bucket that its owner manages", () => {
  const stack = stackOf("log-archive", "config/examples/adopt.yaml", {
    existing: { trailBucket: undefined, kmsKeyArn: undefined },
    archive: { existing: "acme-cloudtrail-logs" },
    notifications: { silence: { archiveMetrics: false } },
  });

  expect(typesIn(stack)).toContain("aws_kms_key");
});

test("the lock and the lifecycle end on the days that the configuration defines", () => {
  const change = { archive: { lock: { days: 10 }, lifecycle: { expireDays: 400 } } };
  const ofBucket = (name: string) =>
    [...keptIn(stackOf("log-archive", "config/example.yaml", change)).values()].find(({ address }) =>
      address.startsWith(`aws_s3_bucket.Archives_${name}`),
    );

  expect(ofBucket("Trail")).toMatchObject({ lockedUntil: "2026-01-11", expiresOn: "2027-02-05" });
  expect(ofBucket("Config")).not.toHaveProperty("lockedUntil");
});

test("no resource is kept without preventDestroy", () => {
  const change = { archive: { preventDestroy: false, lock: { mode: "governance" } } };

  expect(typesIn(stackOf("log-archive", "config/example.yaml", change))).toEqual([]);
});

test("a compliance lock is kept, because the configuration requires preventDestroy with it", () => {
  const change = { archive: { preventDestroy: false, lock: { mode: "compliance" } } };

  expect(() => stackOf("log-archive", "config/example.yaml", change)).toThrow(/archive\.preventDestroy/);
});
