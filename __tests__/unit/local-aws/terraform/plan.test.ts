import { plannedChanges } from "../../../../local-aws/terraform/plan";

type Values = Record<string, unknown> | null;

/** Returns a plan with one change. */
const plan = (actions: readonly string[], before: Values, after: Values, unknown: Record<string, unknown> = {}) => ({
  resource_changes: [
    {
      address: "aws_s3_bucket.Trail",
      type: "aws_s3_bucket",
      change: { actions, before, after, after_unknown: unknown },
    },
  ],
});
const attributesOf = (before: Values, after: Values, unknown?: Record<string, unknown>) =>
  plannedChanges(plan(["update"], before, after, unknown))[0]?.attributes;

describe("plannedChanges", () => {
  test.each([["no-op"], ["read"]])("omits %s", (action) => {
    expect(plannedChanges(plan([action], { bucket: "a" }, { bucket: "b" }))).toEqual([]);
  });

  test.each([[{}], [{ resource_changes: [] }]])("plannedChanges is empty for the plan %j", (empty) => {
    expect(plannedChanges(empty)).toEqual([]);
  });

  test("contains a resource that would be created, with every attribute that is set", () => {
    const created = plan(["create"], null, { bucket: "a", tags: null }, { arn: true });

    expect(plannedChanges(created)).toEqual([
      { address: "aws_s3_bucket.Trail", type: "aws_s3_bucket", actions: ["create"], attributes: ["arn", "bucket"] },
    ]);
  });

  test("contains a resource that would be deleted, with every attribute that was set", () => {
    expect(plannedChanges(plan(["delete"], { tags: null, bucket: "a" }, null))).toEqual([
      { address: "aws_s3_bucket.Trail", type: "aws_s3_bucket", actions: ["delete"], attributes: ["bucket"] },
    ]);
  });

  test.each([[["delete", "create"]], [["create", "delete"]]])("contains a replacement: %o", (actions) => {
    expect(plannedChanges(plan(actions, { bucket: "a" }, { bucket: "b" }))).toEqual([
      { address: "aws_s3_bucket.Trail", type: "aws_s3_bucket", actions, attributes: ["bucket"] },
    ]);
  });

  test.each<[string, Values, Values, Record<string, unknown>, string[]]>([
    ["a changed value", { a: 1, b: 2 }, { a: 1, b: 3 }, {}, ["b"]],
    ["an added value", { a: 1 }, { a: 1, b: 2 }, {}, ["b"]],
    ["a removed value", { a: 1, b: 2 }, { a: 1 }, {}, ["b"]],
    ["a removed null", { a: 1, b: null }, { a: 1 }, {}, []],
    ["an added null", { a: 1 }, { a: 1, b: null }, {}, []],
    ["null that becomes false", { b: null }, { b: false }, {}, ["b"]],
    ["an empty list that becomes null", { b: [] }, { b: null }, {}, ["b"]],
    ["a number that becomes a string", { b: 1 }, { b: "1" }, {}, ["b"]],
    ["a value that is unknown until apply", { a: 1, b: 2 }, { a: 1 }, { b: true }, ["b"]],
    ["a value that is unknown until apply, beside an equal value", { b: 2 }, { b: 2 }, { b: true }, ["b"]],
    ["an object without unknown values", { b: [{ c: 1 }] }, { b: [{ c: 1 }] }, { b: [{}] }, []],
    ["a changed nested value", { b: [{ c: { d: 1 } }] }, { b: [{ c: { d: 2 } }] }, {}, ["b"]],
    ["a nested value that is unknown until apply", { b: [{ c: 1 }] }, { b: [{}] }, { b: [{ c: true }] }, ["b"]],
    ["an additional element", { b: [1] }, { b: [1, 2] }, {}, ["b"]],
    ["another order", { b: [1, 2] }, { b: [2, 1] }, {}, ["b"]],
  ])("finds %s", (_, before, after, unknown, expected) => {
    expect(attributesOf(before, after, unknown)).toEqual(expected);
  });

  test("sorts the names of attributes, and contains each once", () => {
    expect(attributesOf({ c: 1, a: 1 }, { b: 2, a: 2 }, { c: true, b: true })).toEqual(["a", "b", "c"]);
  });

  test("keeps the order of the plan", () => {
    const [one] = plan(["update"], { a: 1 }, { a: 2 }).resource_changes;
    const addresses = ["z.z", "a.a", "m.m"];
    const several = { resource_changes: addresses.flatMap((address) => (one ? [{ ...one, address }] : [])) };

    expect(plannedChanges(several).map(({ address }) => address)).toEqual(addresses);
  });
});
