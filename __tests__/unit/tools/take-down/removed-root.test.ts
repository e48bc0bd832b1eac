import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { account } from "../../../../tools/sample-data/values";
import { removedRoot } from "../../../../tools/take-down/removed-root";

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

test("a removed root that is not a member's is refused before any file is written", () => {
  expect(() => removed("outside-shop")).toThrow(
    "outside-shop is not the root of a member; add its account to the configuration again",
  );
  expect(readdirSync(folder)).toEqual(["audit.yaml"]);
});
