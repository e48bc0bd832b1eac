import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkLocalStates } from "../../../synthesis/local-states";
import { account, arn } from "../../../sample-data/values";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const roots = { "log-archive": account(2), management: account(1), "member-payments": account(3) };

const roleOf = (id: string) => arn("iam", "", id, "role/acme-log-crawler");

/** Writes the state of a root that contains resources with these ARNs. */
const writeState = (root: string, arns: readonly string[], mode = "managed") => {
  const resources = arns.map((one) => ({ mode, instances: [{ attributes: { arn: one } }] }));
  writeFileSync(join(folder, `terraform.${root}.tfstate`), JSON.stringify({ version: 4, resources }));
};

test.each<[string, () => void]>([
  ["no state", () => undefined],
  ["states of the same accounts", () => writeState("log-archive", [roleOf(account(2))])],
  [
    "a state that also contains a resource of another account",
    () => writeState("log-archive", [roleOf(account(2)), roleOf(account(9))]),
  ],
  ["a state of data sources", () => writeState("log-archive", [roleOf(account(9))], "data")],
  ["a state whose ARNs contain no account", () => writeState("log-archive", [arn("s3", "", "", "acme-trail-archive")])],
  ["an empty state", () => writeState("management", [])],
  [
    "a state that Terraform did not write completely",
    () => writeFileSync(join(folder, "terraform.management.tfstate"), "{"),
  ],
  ...[
    "null",
    "3",
    '{"resources":null}',
    '{"resources":{}}',
    '{"resources":[null]}',
    '{"resources":[{"mode":"managed","instances":null}]}',
    '{"resources":[{"mode":"managed","instances":[null]}]}',
    '{"resources":[{"mode":"managed","instances":[{"attributes":null}]}]}',
  ].map((text): [string, () => void] => [
    `the state ${text}, which has no resources`,
    () => writeFileSync(join(folder, "terraform.log-archive.tfstate"), text),
  ]),
])("accepts %s", (_, write) => {
  write();

  expect(() => checkLocalStates(folder, roots)).not.toThrow();
});

test("refuses the states of another organization, lists all of them, and explains the fix", () => {
  writeState("log-archive", [arn("s3", "", "", "acme-trail-archive"), roleOf(account(8))]);
  writeState("management", [roleOf(account(9))]);

  const attempt = () => checkLocalStates(folder, roots);
  expect(attempt).toThrow(
    `terraform.log-archive.tfstate is the state of account ${account(8)}, and the root log-archive now belongs to account ${account(2)}`,
  );
  expect(attempt).toThrow(`terraform.management.tfstate is the state of account ${account(9)}`);
  expect(attempt).toThrow("in a separate folder for each organization");
});
