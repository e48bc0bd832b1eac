import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { checks } from "../../../cli/check/checks";
import { guarantees } from "../../../cli/verify/guarantees";
import { sourceFiles } from "../../../dev/docs/source-imports";
import type { Attributes } from "../../../terraform-types/columns/attributes";
import { dataSourceReads } from "../../../terraform-types/data-sources";
import { knownTypes } from "../../../terraform-types/known-types";
import { type Stack, ofType, readStack } from "../../../terraform-types/synthesized/stack";
import type { TerraformType } from "../../../terraform-types/columns/terraform-type";
import { type ManagedType, terraformTypes } from "../../../terraform-types/terraform-types";
import { account } from "../../../sample-data/values";
import { type Change, organization } from "../../support/organization";

const load = createRequire(__filename);
const rows = Object.entries<TerraformType>(terraformTypes);

const examples = [
  "config/example.yaml",
  ...["adopt", "control-tower", "delegated-administrator", "everything", "govcloud", "overrides", "second-region"].map(
    (name) => `config/examples/${name}.yaml`,
  ),
];

/** Settings that no example has, for the types that only they create. */
const variants: readonly (readonly [string, Change])[] = [
  [
    "config/example.yaml",
    {
      logSources: {
        awsConfig: { role: "serviceLinked", createServiceLinkedRole: true },
        applicationLogs: { enabled: true, subscription: { mode: "all", existing: [] } },
      },
    },
  ],
  [
    "config/examples/second-region.yaml",
    { archive: { kmsKeyDeletionRoleArns: [], secondRegion: { account: account(2), multiRegionKey: true } } },
  ],
];
const stacks: readonly Stack[] = [...examples.map((file) => [file, {}] as const), ...variants].flatMap(
  ([file, change]) => [...organization(file, change).stacks].map(([name, { json }]) => readStack(name, json)),
);

/** Returns the attributes of every resource of a type in the examples. */
const synthesized = (type: string): Attributes[] =>
  stacks.flatMap((stack) => ofType(stack, type).map(({ attributes }) => attributes));

/** Returns the resource types of every provider class that a source file imports. */
function importedTypes(): string[] {
  const text = sourceFiles()
    .filter((file) => /^(?:modules|stacks|features)\//.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const paths = text.match(/@cdktf\/provider-aws\/lib\/[\w-]+/g) ?? [];
  return [...new Set(paths)].flatMap((path) => {
    const classes: { tfResourceType?: string }[] = Object.values(load(path));
    const types = classes.flatMap(({ tfResourceType = "aws" }) => (tfResourceType === "aws" ? [] : [tfResourceType]));
    return path.includes("/data-") ? types.map((type) => `data.${type}`) : types;
  });
}

test("every type that the sources can create or look up has a row, and no other type has", () => {
  const known = [...Object.keys(terraformTypes), ...Object.keys(dataSourceReads).map((type) => `data.${type}`)];

  expect(known.toSorted()).toEqual(importedTypes().toSorted());
});

test("every row has a resource in an example, and every resource of an example has a row", () => {
  const types = new Set(stacks.flatMap(({ resources }) => resources.map(({ type }) => type)));

  expect([...types].toSorted()).toEqual(Object.keys(terraformTypes).toSorted());
});

test("every type has one row, in one file", () => {
  const text = sourceFiles()
    .filter((file) => file.startsWith("terraform-types/rows/"))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const types = Array.from(text.matchAll(/^ {2}(aws_\w+): \{$/gm), ([, type]) => type);

  expect(types.toSorted()).toEqual(Object.keys(terraformTypes).toSorted());
});

test("every read action reads configuration, and none reads logs or changes anything", () => {
  const actions = [...rows.flatMap(([, { reads }]) => reads), ...Object.values(dataSourceReads).flat()];
  const reading = /^[a-z0-9-]+:(?:BatchGet|Describe|Get|List|Validate)[A-Z]\w+$/;
  const contents =
    /^(?:s3:GetObject|s3:ListBucketVersions|logs:(?:Get(?:Log|Query)|Start|Filter|Unmask)|athena:(?:GetQuery|Start)|kms:(?:Decrypt|Generate)|sqs:Receive|ssm:GetParameter|cloudtrail:(?:Lookup|GetQuery|StartQuery)|config:(?:Select|Get))/;

  expect(actions.filter((action) => !reading.test(action))).toEqual([]);
  expect(actions.filter((action) => contents.test(action))).toEqual([]);
});

describe.each(rows)("%s", (type, { arn, identity, reads, writes, callerAtKey, review, uniqueName, verify }) => {
  test("has read actions, and write actions unless conditions of the deploy policy allow them", () => {
    const conditional = ["aws_iam_role_policy_attachment", "aws_iam_service_linked_role"];

    expect(reads.length).toBeGreaterThan(0);
    expect(writes.actions.length + writes.anywhere.length > 0).toBe(!conditional.includes(type));
    expect(new Set([...writes.actions, ...writes.anywhere]).size).toBe(writes.actions.length + writes.anywhere.length);
  });

  test("reads what it creates, and the tags that it writes", () => {
    const all = [...writes.actions, ...writes.anywhere];
    const created = all.flatMap(
      (action) => /:(?:Create|Put)(?:Bucket)?(?!Tags|LogDelivery)(\w+)$/.exec(action)?.[1] ?? [],
    );
    // AWS creates the roles of a subscriber
    const others: Readonly<Record<string, string>> =
      type === "aws_securitylake_subscriber" ? { ...otherNouns, Role: "Subscriber" } : otherNouns;
    const isRead = created.some((noun) => reads.some((action) => action.includes((others[noun] ?? noun).slice(0, -1))));
    const tags = (actions: readonly string[]) => actions.some((action) => /Tag/.test(action));

    expect(isRead).toBe(created.length > 0);
    // The other read action of these types also returns the tags
    expect(tags(all) && !tags(reads)).toBe(["aws_cloudformation_stack", "aws_flow_log"].includes(type));
  });

  test("limits write actions to ARNs if and only if it has such actions, in the form that AWS documents", () => {
    const forms = writes.on === "its ARN" ? [arn] : writes.on;

    expect(forms.length > 0).toBe(writes.actions.length > 0);
    expect(forms.filter((form) => !/^arn:\{partition\}:[a-z0-9-]+:(\{region\})?:(\{account\})?:./.test(form))).toEqual(
      [],
    );
  });

  test(`${type} can delete what it creates`, () => {
    const all = [...writes.actions, ...writes.anywhere];
    const creates = all.filter((action) => /:(?:Create|Register)(?!Tags|LogDelivery|PolicyVersion)/.test(action));

    expect(creates.length > 0 && !all.some((action) => /:(?:Delete|Deregister|ScheduleKeyDeletion)/.test(action))).toBe(
      false,
    );
  });

  test("has ARNs only of attributes that the examples set", () => {
    const forms = [arn, ...(writes.on === "its ARN" ? [] : writes.on)].join(" ");
    // An attribute with a default or in brackets can be missing
    const needed = Array.from(forms.matchAll(/(?<!\[)\{(\w+)\}/g), ([, name = ""]) => name).filter(
      (name) => !["partition", "region", "account"].includes(name),
    );

    for (const attributes of synthesized(type))
      expect(needed.filter((name) => attributes[name] === undefined)).toEqual([]);
  });

  test(`${type} is identified by attributes of which the examples set one, or which AWS chooses`, () => {
    const chosen = ["id", "key_id", "query_definition_id"];

    for (const attributes of synthesized(type))
      expect(identity.some((name) => chosen.includes(name) || attributes[name] !== undefined)).toBe(true);
  });

  test("names every argument with a key", () => {
    const known: readonly string[] = callerAtKey === "no key" ? [] : callerAtKey.arguments;
    const found = new Set(synthesized(type).flatMap((attributes) => keyPaths(attributes)));

    expect([...found].filter((path) => !known.includes(path))).toEqual([]);
  });

  test("configures an object of a type with a row", () => {
    expect(review.settingOf === "none" || knownTypes.has(review.settingOf.type)).toBe(true);
  });

  test(`${type} is found by the check that it names, if its name is in use`, () => {
    const ids = checks.map(({ id }) => id);

    expect(
      uniqueName === "none" || ["lookup", "none"].includes(uniqueName.check) || ids.includes(uniqueName.check),
    ).toBe(true);
  });

  test(`${type} is verified by a guarantee, or has a reason why not`, () => {
    const isNamed = guarantees.some(({ types }) => types.some((one) => one === (type as ManagedType)));

    expect(verify).toEqual(isNamed ? "guarantees" : { nothing: expect.stringMatching(/^.{10,}$/) });
  });
});

/** Nouns of read actions, for write actions with another noun. */
const otherNouns: Readonly<Record<string, string>> = {
  MetricAlarm: "Alarms",
  Permission: "EventBus",
};

/** Returns the paths of the attributes whose value is a KMS key. */
function keyPaths(value: Attributes, path = ""): string[] {
  if (typeof value === "string")
    return /^(?:\$\{(?:data\.)?aws_kms_(?:replica_)?key\.|arn:[^:]*:kms:[^ ]*$)/.test(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((one) => keyPaths(one, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => keyPaths(one, path === "" ? name : `${path}.${name}`));
}
