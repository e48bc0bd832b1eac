import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { account } from "../../../../sample-data/values";
import { removedRoot } from "../../../../cli/take-down/removed-root";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "trailkeeper-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const state = "backend: { type: s3, bucket: acme-terraform-state, region: eu-west-1 }\n";

/** The example configuration with a remote state, and the root of a member that it does not contain. */
function removed(name: string, change: (text: string) => string = (text) => text) {
  const path = join(folder, "audit.yaml");
  writeFileSync(path, change(readFileSync("config/example.yaml", "utf8") + state));
  const before = readFileSync(path, "utf8");
  const root = removedRoot(path, name, account(7), join(folder, "out"));
  expect([readFileSync(path, "utf8"), readdirSync(folder).toSorted()]).toEqual([before, ["audit.yaml", "out"]]);
  return { root, json: JSON.parse(readFileSync(join(root.folder, "cdk.tf.json"), "utf8")) };
}

test("a removed root keeps its earlier state, account and role, and depends on no root", () => {
  const { root, json } = removed("member-old");

  expect(root).toMatchObject({ name: "member-old", dependencies: [] });
  expect(json.terraform.backend.s3).toMatchObject({
    bucket: "acme-terraform-state",
    key: expect.stringMatching(/member-old/),
  });
  for (const provider of json.provider.aws) {
    expect(provider.allowed_account_ids).toEqual([account(7)]);
    expect(JSON.stringify(provider.assume_role)).toContain(`:${account(7)}:role/`);
  }
});

test("a removed root also has these values if the account is configured, but inactive", () => {
  const inactive = (text: string) =>
    text.replace(/(\n {2}members:\n)/, `$1    - name: former\n      id: "${account(7)}"\n      active: false\n`);

  expect(removed("member-old", inactive).json.terraform.backend.s3.key).toMatch(/member-old/);
});

test("a removed root of a member has these values if the account is now an external account", () => {
  const moved = (text: string) =>
    text.replace(/(\n {2}members:\n)/, `\n  outside: [{ name: partner, id: "${account(7)}", roleName: Partner }]$1`);
  const { root, json } = removed("member-old", moved);

  expect(root).toMatchObject({ name: "member-old", dependencies: [] });
  expect(json.terraform.backend.s3.key).toMatch(/member-old/);
  for (const provider of json.provider.aws) expect(provider.allowed_account_ids).toEqual([account(7)]);
});

test("a removed root of an external account keeps its state and account if the account is now a member", () => {
  const moved = (text: string) => text.replace(/(\n {2}members:\n)/, `$1    - { name: shop, id: "${account(7)}" }\n`);
  const { root, json } = removed("outside-partner", moved);

  expect(root).toMatchObject({ name: "outside-partner", dependencies: [] });
  expect(json.terraform.backend.s3.key).toMatch(/outside-partner/);
  for (const provider of json.provider.aws) expect(provider.allowed_account_ids).toEqual([account(7)]);
});

test("a removed root is synthesized from any notation that the loader accepts", () => {
  const id = `0${"1".repeat(11)}`;
  const accounts = `
    - &zero { name: zero, id: "${id}", tags: { 007: "\\u202e\\u0085é😀" } }
    - { <<: *zero, name: other, id: "${account(5)}" }
    - { <<: *zero, name: former, id: "${account(7)}", active: false }
`;
  const written = (text: string) =>
    `\ufeff${text.replace(/(\n {2}members:)\n/, `$1${accounts}`)}
overrides: [{ tags: { 007: ["\\u202e\\u0085é😀"] }, regions: [eu-west-1] }]
logSources: { awsConfig: { recorderByAccount: { ${id}: create }, dailyForChurnyTypes: true } }
`;
  const warnings = jest.spyOn(console, "error").mockReturnValue();
  const { json } = removed("member-old", written);

  expect(json.terraform.backend.s3.key).toMatch(/member-old/);
  expect(warnings.mock.calls.flat().filter((line) => String(line).includes("is now called"))).toEqual([]);
  warnings.mockRestore();
});

test("a removed root that the configuration cannot have is refused, with the name of the user's file", () => {
  const named = (text: string) =>
    text
      .replace(/(\n {2}members:\n)/, `$1    - { name: shop, id: "${account(7)}" }\n`)
      .replace(/(\nnotifications:\n)/, `$1  silence: { exceptAccounts: ["${account(7)}"] }\n`);

  expect(() => removed("outside-partner", named)).toThrow(
    `cannot synthesize outside-partner again: with account ${account(7)} in accounts.outside, ${join(folder, "audit.yaml")} has 1 problem:`,
  );
  expect(readdirSync(folder)).toEqual(["audit.yaml"]);
});

test.each(["outside-shop", "config-aggregator"])(
  "the removed root %s of an account that is not configured is refused before any file is written",
  (name) => {
    expect(() => removed(name)).toThrow(
      `${name} is not the root of a member; add its account to the configuration again`,
    );
    expect(readdirSync(folder)).toEqual(["audit.yaml"]);
  },
);
