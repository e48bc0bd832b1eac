import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlanFiles, readPlanText, rootName } from "../../../../terraform-types/plan/plan-file";
import { created, planJson, unchanged } from "../../../support/plans";

const folder = mkdtempSync(join(tmpdir(), "plans-"));
afterAll(() => rmSync(folder, { recursive: true }));

const whole = planJson([unchanged("aws_s3_bucket", { bucket: "archive" })]);
const read = (json: unknown) => readPlanText("a.json", typeof json === "string" ? json : JSON.stringify(json), "a");
const resource = whole.resource_changes[0];
const withResource = (change: object) => ({ ...whole, resource_changes: [{ ...resource, ...change }] });
const withChange = (change: object) => withResource({ change: { ...resource.change, ...change } });

describe("a plan", () => {
  test("a plan is read with every managed resource", () => {
    expect(read(whole).changes.map(({ address, action }) => [address, action])).toEqual([
      ["aws_s3_bucket.this_0", "no-op"],
    ]);
  });

  test.each(["1.5.0", "1.6.0-rc1", "1.15.3", "2.0.0"])("a plan of version %s is read", (version) => {
    expect(read({ ...whole, terraform_version: version }).changes).toHaveLength(1);
  });

  test("a plan without resources or without a list of changes is read", () => {
    const { resource_changes: _, ...empty } = planJson([]);

    expect(read({ ...empty, planned_values: { root_module: {} }, prior_state: undefined }).changes).toEqual([]);
  });
});

describe.each<[string, unknown, string]>([
  ["invalid JSON", "{", "not valid JSON, or truncated"],
  ["a log", '{"@level":"info"}\n{"@level":"info"}', "the log of terraform plan -json"],
  ["a list", [], "not a plan"],
  ["null", "null", "not a plan"],
  ["an empty object", {}, "no format_version and terraform_version"],
  ["another format", { ...whole, format_version: "2.0" }, 'has format_version "2.0", but only 1.x is supported'],
  ["an old version", { ...whole, terraform_version: "1.4.9" }, '"1.4.9"; use 1.5.0 or newer'],
  ["no version", { ...whole, terraform_version: "new" }, '"new"; use 1.5.0 or newer'],
  ["a state", { format_version: "1.0", terraform_version: "1.11.4", values: {} }, "it is a state, or truncated"],
  ["a failed plan", { ...whole, errored: true }, "is from a plan that failed"],
  ["resources without changes", { ...whole, resource_changes: undefined }, "has resources but no resource_changes"],
  ["changes that are not a list", { ...whole, resource_changes: {} }, "expected resource_changes to be a list"],
  ["drift that is not a list", { ...whole, resource_drift: "no" }, "expected resource_drift to be a list"],
  [
    "an entry that is not an object",
    { ...whole, resource_changes: [null] },
    'resource_changes[0]: expected an object with "change"',
  ],
  [
    "an entry without address",
    withResource({ address: undefined }),
    'resource_changes[0]: expected the strings "address"',
  ],
  ["an unknown mode", withResource({ mode: "ephemeral" }), 'resource_changes[0] has the mode "ephemeral"'],
  ["unknown actions", withChange({ actions: ["rewrite"] }), 'has the actions ["rewrite"], which this version'],
  ["no actions", withChange({ actions: [] }), "has the actions [], which this version"],
  ["actions that are not a list", withChange({ actions: "update" }), 'has the actions "update"'],
  [
    "values that are not an object",
    withChange({ before: "x" }),
    "expected resource_changes[0].change.before to be an object",
  ],
  [
    "an update without an old value",
    withChange({ actions: ["update"], before: null }),
    "the action update, but no values before",
  ],
  [
    "an update without a new value",
    withChange({ actions: ["update"], after: null }),
    "the action update, but no values after",
  ],
  [
    "a deletion without an old value",
    withChange({ actions: ["delete"], before: null }),
    "the action delete, but no values before",
  ],
])("a plan file with %s", (_, json, message) => {
  test(`an invalid plan file is refused: ${message}`, () => {
    expect(() => read(json)).toThrow(message);
  });
});

test("every truncated plan is refused", () => {
  const text = JSON.stringify(whole);

  for (let length = 0; length < text.length; length += 7) expect(() => read(text.slice(0, length))).toThrow(/a\.json/);
});

test("an error does not contain values of the plan", () => {
  const text = JSON.stringify(planJson([created("aws_db_instance", { password: "hunter22" })]));

  expect(() => read(`${text}hunter22`)).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining("hunter22") }),
  );
});

describe("a plan file", () => {
  const write = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  test.each<[string, string | Buffer, string]>([
    ["empty.json", "", "is empty"],
    ["plan.out", Buffer.from("PK\u0003\u0004"), "is a binary plan; write it with: terraform show -json"],
    ["utf-16.json", Buffer.from(`\uFEFF${JSON.stringify(whole)}`, "utf16le"), "is not UTF-8"],
  ])("a plan file with %s is refused", (name, content, message) => {
    expect(() => readPlanFiles([write(name, content)])).toThrow(message);
  });

  test("a plan file that is missing or a folder is refused", () => {
    expect(() => readPlanFiles([join(folder, "missing.json")])).toThrow(/^cannot read .*missing\.json/);
    expect(() => readPlanFiles([folder])).toThrow(/^cannot read /);
  });

  test("a plan file with a byte order mark is read", () => {
    expect(readPlanFiles([write("bom.json", `\uFEFF${JSON.stringify(whole)}`)])).toHaveLength(1);
  });

  test.each([
    ["plans/member-payments.json", "member-payments"],
    ["stacks/member-payments/plan.json", "member-payments"],
    ["stacks/member-payments/tfplan.json", "member-payments"],
    ["plan.json", "plan"],
  ])("%s belongs to the root %s", (path, root) => {
    expect(rootName(path)).toBe(root);
  });
});

test("two plan files of one root are named by their paths", () => {
  const file = join(folder, "twice.json");
  writeFileSync(file, JSON.stringify(whole));

  expect(readPlanFiles([file, file]).map(({ root }) => root)).toEqual([file, file]);
});
