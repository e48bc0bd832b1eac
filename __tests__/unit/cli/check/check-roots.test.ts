import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Check } from "../../../../cli/check/check";
import { checkRoots } from "../../../../cli/check/check-roots";
import { readStack, type Stack } from "../../../../terraform-types/synthesized/stack";
import { organization } from "../../../support/organization";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "trailkeeper-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Settings of clients whose requests all fail without a network. */
const settings = {
  credentials: { accessKeyId: "a", secretAccessKey: "b" },
  maxAttempts: 1,
  requestHandler: { handle: () => Promise.reject(new Error("no network")) },
};

const row = (id: string, find: Check["find"]): Check => ({
  id,
  when: "Always.",
  fix: "mend it",
  reads: ["x:Get"],
  find,
});

/** Checks roots of the example. Their states are in the folder of the test. */
function check(roots: readonly string[], checks: readonly Check[]) {
  const { config, stacks } = organization("config/example.yaml", {});
  const outputs = [...stacks].map(([name, { json }]): Stack => {
    const backend = { local: { path: join(folder, `${name}.tfstate`) } };
    return Object.assign(readStack(name, json), { backend });
  });
  return checkRoots({ config, stacks: outputs, roots, checks, settings });
}

const tables = row("tables", async (root) =>
  root.created("aws_sns_topic").map(({ region, attributes }) => ({ problem: `topic ${attributes.name}`, region })),
);

test("a finding contains its root, account and region, and ends with the fix", async () => {
  const { findings } = await check(["management"], [tables]);

  expect(findings).toEqual(
    ["notify", "page"].map((severity) => ({
      check: "tables",
      account: "1".repeat(12),
      root: "management",
      region: "eu-west-1",
      message: `topic acme-audit-${severity}; mend it`,
    })),
  );
});

test("a resource in the state of a root is not a finding, unless its creation was interrupted", async () => {
  const { stacks } = organization("config/example.yaml", {});
  const [first = "", second = ""] = Object.keys(stacks.get("management")?.json.resource.aws_sns_topic);
  const inState = (name: string, instances: readonly object[]) => ({
    mode: "managed",
    type: "aws_sns_topic",
    name,
    instances,
  });
  const state = { resources: [inState(first, [{}]), inState(second, [])] };
  writeFileSync(join(folder, "management.tfstate"), JSON.stringify(state));

  expect((await check(["management"], [tables])).findings).toHaveLength(1);
});

test("an empty state contains no resource", async () => {
  writeFileSync(join(folder, "management.tfstate"), "");

  expect((await check(["management"], [tables])).findings.map(({ check: id }) => id)).toEqual(["tables", "tables"]);
});

test("a state that cannot be read is one finding, and the root is not checked", async () => {
  writeFileSync(join(folder, "management.tfstate"), "{");
  const { findings } = await check(["management"], [tables]);

  expect(findings.map(({ check: id }) => id)).toEqual(["state-unreadable"]);
});

test("an account that cannot be read is one finding, and the other accounts are checked", async () => {
  const { findings } = await check(["log-archive", "management", "member-payments"], [tables]);

  expect(findings.map(({ root, check: id }) => [root, id])).toEqual([
    ["log-archive", "role-not-assumable"],
    ["management", "tables"],
    ["management", "tables"],
    ["member-payments", "role-not-assumable"],
  ]);
});

test("a check that fails is a finding with the actions of the check, and the other checks still run", async () => {
  const denied = row("denied", () => Promise.reject(new Error("access denied")));
  const { findings } = await check(["management"], [denied, tables]);

  expect(findings.map(({ check: id }) => id)).toEqual(["not-checked", "tables", "tables"]);
  expect(findings[0]?.message).toMatch(/^denied: access denied; .*: x:Get$/);
});
