import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { AuditConfig } from "../../../config/audit-config";
import { terraformRoots } from "../../../config/derived/terraform-roots";
import { Stacks } from "../../../synthesis/define-stacks";
import { withQuickTokens } from "../../../synthesis/quick-tokens";
import { writeStacks } from "../../../synthesis/write-stacks";
import { account } from "../../../sample-data/values";
import { Dice } from "../../support/dice";
import { configOf } from "../../support/organization";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trailkeeper-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

interface Written {
  /** The Terraform of each root, by its name. */
  readonly texts: Readonly<Record<string, string>>;
  readonly manifest: object;
}

function written(config: AuditConfig, write: (app: App) => void): Written {
  const app = new App({ outdir: mkdtempSync(join(folder, "out-")), stackTraces: false });
  write(app);
  const texts = terraformRoots(config).map(({ stackName }) => {
    const path = join(app.outdir, "stacks", stackName, "cdk.tf.json");
    return [stackName, existsSync(path) ? readFileSync(path, "utf8") : "missing"] as const;
  });
  // The paths of local states contain the name of the folder
  const readable = texts.map(([name, text]) => [name, text.replaceAll(app.outdir, "out")] as const);
  return { texts: Object.fromEntries(readable), manifest: app.manifest.buildManifest() };
}

/** Returns the files that `App.synth` writes. */
const byCdktf = (config: AuditConfig) =>
  written(config, (app) =>
    withQuickTokens(() => {
      const stacks = new Stacks(app, config);
      for (const root of terraformRoots(config)) stacks.of(root);
      app.synth();
    }),
  );

/** Returns the written files, and the number of roots that cdktf synthesized for them. */
function byStamping(config: AuditConfig) {
  const of = jest.spyOn(Stacks.prototype, "of");
  const report = jest.fn();
  const result = written(config, (app) => writeStacks(app, config, app.outdir, report));
  const synthesized = new Set(of.mock.calls.map(([{ stackName }]) => stackName)).size;
  of.mockRestore();
  expect(report).toHaveBeenCalledTimes(terraformRoots(config).length);
  return { ...result, synthesized };
}

function expectSame(config: AuditConfig): number {
  const { synthesized, ...ours } = byStamping(config);
  const theirs = byCdktf(config);
  for (const [name, text] of Object.entries(theirs.texts))
    expect({ [name]: ours.texts[name] }).toEqual({ [name]: text });
  expect(ours.manifest).toEqual(theirs.manifest);
  return synthesized;
}

const example = "config/example.yaml";
const everything = "config/examples/everything.yaml";

test.each([example, everything, "config/examples/govcloud.yaml", "config/examples/control-tower.yaml"])(
  "writes the same files as cdktf's own synthesis for %s",
  (path) => {
    expectSame(configOf(path, {}));
  },
);

/** Names that are words of the Terraform, parts of each other, of minimum and maximum length, numbers, and ids of others. */
const hostileNames = [
  ..."0 7 a z 42 audit logs log member management member-management payments-2 payments-22 pay".split(" "),
  ..."acme acme-prod aws s3 arn trailkeeper stack terraform resource baseline eu-central-1 a--b".split(" "),
  account(3),
  String(123_456_789_012),
  "x".repeat(50),
  `9${"-".repeat(48)}9`,
];

/** Ids that are the beginning, the end and parts of other numbers, and ids next to those of the organization. */
const hostileIds = [0, 1, 2, 12, 111_111_111_112, 111_111_111_110, 222_222_222_221, 123_456_789_012, 999_999_999_999];

const hostileMembers = hostileNames.map((name, i) => ({
  name,
  id: String(hostileIds[i] ?? 345_678_901_200 + i).padStart(12, "0"),
}));

/** The members that the example contains, and additional members. */
const membersOf = (others: readonly { readonly name: string; readonly id: string }[]) => {
  const { members } = configOf(everything, {}).accounts;
  return { accounts: { members: [...members, ...others] } };
};

test("names and ids that occur in other places of the Terraform are written like cdktf, most of them from a template", () => {
  const config = configOf(everything, membersOf(hostileMembers));

  expect(expectSame(config)).toBeLessThan(terraformRoots(config).length / 2);
});

test.each([1, 2, 3])("random organizations are written like cdktf (seed %d)", (seed) => {
  const dice = new Dice(seed);
  const ids = new Set(dice.list(12, 16, () => String(10 ** 11 + dice.below(8 * 10 ** 11))));
  const names = new Set([...ids].map((id) => `${dice.text("ab01", 3)}${dice.pick(["a", id])}`));
  const members = [...ids].slice(0, names.size).map((id, i) => ({
    id,
    name: [...names][i],
    unit: dice.pick(["ou-a1b2-00000000", "ou-a1b2-11111111"]),
    tags: { owner: dice.pick(["audit", id]) },
  }));
  const chosen = () => members.filter(() => dice.below(2) === 0).map(({ id }) => id);
  const config = configOf(example, {
    accounts: { members },
    regions: ["eu-west-1", "us-east-1"],
    backend: dice.pick([
      { type: "local" },
      { type: "s3", bucket: "acme-state", region: "eu-west-1", keyPrefix: dice.pick(["audit", "member"]) },
    ]),
    tags: { Owner: dice.pick(["audit", "member-a"]) },
    overrides: [
      {
        units: [members[0]?.unit ?? ""],
        regions: ["eu-west-1"],
        access: { roleName: dice.pick(["member", "Deployer"]) },
      },
      {
        accounts: [...new Set([members[1]?.id ?? "", ...chosen()])],
        logSources: { sessions: { idleTimeoutMinutes: 5 } },
      },
    ],
    logSources: {
      awsConfig: { recorderByAccount: Object.fromEntries(chosen().map((id) => [id, dice.pick(["none", "adopt"])])) },
      flowLogs: { vpcs: "all", exceptAccounts: chosen() },
      sessions: { enabled: true },
      applicationLogs: { enabled: true, logGroups: [{ name: "/app", accounts: [members[0]?.id ?? "", ...chosen()] }] },
      accessLogs: {
        buckets: chosen().map((id) => ({ account: id, bucket: dice.pick(["logs-", "member-"]) + id })),
      },
    },
  });

  expectSame(config);
});

test("only few of many members are synthesized", () => {
  const members = Array.from({ length: 200 }, (_, i) => ({ name: `unit-${i}`, id: String(500_000_000_000 + i) }));
  const exceptAccounts = members.slice(50, 90).map(({ id }) => id);
  const config = configOf(example, {
    accounts: { members },
    logSources: { dnsQueryLogs: { vpcs: "all", exceptAccounts } },
  });

  // Two groups, the log archive and the management account
  expect(byStamping(config).synthesized).toBeLessThanOrEqual(2 * 6 + 2);
});

test("members are synthesized if their Terraform depends on the id in another way", () => {
  const config = configOf(example, membersOf(hostileMembers));
  const { of } = Stacks.prototype;
  jest.spyOn(Stacks.prototype, "of").mockImplementation(function (this: Stacks, root) {
    const stack = of.call(this, root);
    stack.addOverride("locals.token", createHash("sha256").update(root.id).digest("hex"));
    return stack;
  });
  const ours = written(config, (app) => writeStacks(app, config, app.outdir, () => {}));

  expect(ours.texts).toEqual(byCdktf(config).texts);
});

test("the manifest lists each stack with the stacks on which it depends", () => {
  const { manifest } = byStamping(configOf(everything, {}));

  expect(manifest).toMatchObject({
    stacks: {
      "config-aggregator": { dependencies: ["log-archive", "management"] },
      "member-website": { dependencies: ["log-archive"] },
    },
  });
});
