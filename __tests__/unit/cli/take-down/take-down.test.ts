import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Root } from "../../../../cli/deploy/waves";
import { account, arn } from "../../../../sample-data/values";
import { inOrder } from "../../../../cli/take-down/order";
import { bucketProblems, holdProblems, orderProblems } from "../../../../cli/take-down/refusals";
import { planOf } from "../../../../cli/take-down/root-plan";
import { readPlans, takeDown } from "../../../../cli/take-down/take-down";
import { copyOfRoot, liftProtection } from "../../../../cli/take-down/work-folder";
import { addressOf, readStack } from "../../../../terraform-types/synthesized/stack";
import { type Change, organization } from "../../../support/organization";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "trailkeeper-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const dependencies: Readonly<Record<string, readonly string[]>> = {
  management: ["log-archive"],
  "member-payments": ["log-archive", "management"],
};
const rootOf = (name: string): Root => ({ name, folder: join(folder, name), dependencies: dependencies[name] ?? [] });

/** Returns the plan of a root of the example, in which resources of these types exist. */
function planned(name: string, exists: (type: string) => boolean, change: Change = {}, attributes: object = {}) {
  const stack = readStack(name, organization("config/example.yaml", change).stacks.get(name)?.json);
  const resources = stack.resources
    .filter(({ type }) => exists(type))
    .map(({ type, id }) => ({ mode: "managed", type, name: id, instances: [{ attributes }] }));
  mkdirSync(rootOf(name).folder, { recursive: true });
  return planOf(rootOf(name), stack, JSON.stringify({ resources }), new Date("2026-01-01"));
}
const everything = () => true;

test("only resources in the state are destroyed or kept, and data sources and interrupted creations are ignored", () => {
  const stack = readStack("management", organization("config/example.yaml").stacks.get("management")?.json);
  const state = {
    resources: [
      { mode: "managed", type: "aws_cloudtrail", name: "Trail", instances: [{}] },
      { mode: "managed", type: "aws_sns_topic", name: "Interrupted", instances: [] },
      { mode: "data", type: "aws_organizations_organization", name: "Data", instances: [{}] },
    ],
  };

  expect(planOf(rootOf("management"), stack, JSON.stringify(state), new Date()).destroyed).toEqual([
    "aws_cloudtrail.Trail",
  ]);
  for (const empty of ["", "\n", "{}"])
    expect(planOf(rootOf("management"), stack, empty, new Date())).toMatchObject({ destroyed: [], kept: [] });
});

test("resources that the configuration removes only from the state are kept, such as an earlier archive key", () => {
  const before = planned("log-archive", everything);
  const key = before.kept.flatMap(({ address }) => (address.startsWith("aws_kms_key.ArchiveKey") ? [address] : []));
  const ownKey = arn("kms", "eu-west-1", account(2), "key/own");
  const stack = readStack(
    "log-archive",
    organization("config/example.yaml", { archive: { kmsKeyArn: ownKey } }).stacks.get("log-archive")?.json,
  );
  const resources = key.map((address) => {
    const [type = "", name = ""] = address.split(".");
    return { mode: "managed", type, name, instances: [{}] };
  });
  const { destroyed, kept } = planOf(rootOf("log-archive"), stack, JSON.stringify({ resources }), new Date());

  expect(key).toHaveLength(1);
  expect(destroyed).toEqual([]);
  expect(kept).toEqual(key.map((address) => ({ address, why: "the configuration removes it only from the state" })));
});

describe("readPlans", () => {
  const roots = () => ["a", "b", "c", "d", "e"].map((name) => rootOf(name));
  beforeEach(() => {
    const { json } = organization("config/example.yaml").stacks.get("member-payments") ?? {};
    for (const one of roots()) {
      mkdirSync(one.folder);
      writeFileSync(join(one.folder, "cdk.tf.json"), JSON.stringify(json));
    }
  });
  const read = (readState: (root: Root) => Promise<string>, waits = false) => {
    const options = { parallelism: 2, waits, today: new Date(), report: () => {} };
    return readPlans(roots(), { readState }, options);
  };

  test("returns the plans in the order of the roots", async () => {
    const slow = ({ name }: Root) => new Promise<string>((done) => setTimeout(done, name === "a" ? 20 : 1, "{}"));

    expect((await read(slow)).map(({ root }) => root.name)).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("reads no other state after a failure, and ends when all started programs have ended", async () => {
    const ended: string[] = [];
    const readState = async ({ name }: Root) => {
      await new Promise((done) => setTimeout(done, name === "a" ? 1 : 20));
      if (name === "a") throw new Error("no access");
      ended.push(name);
      return "{}";
    };

    await expect(read(readState)).rejects.toThrow("no access");
    expect(ended).toEqual(["b"]);
  });
});

describe("the order of a take-down", () => {
  const plans = () => ["log-archive", "management", "member-payments"].map((name) => planned(name, everything));

  test("the order of a take-down is refused if another root that is not taken down depends on a root", () => {
    expect(orderProblems(plans(), ["log-archive"])).toEqual([
      "management, member-payments depend on log-archive; take down management, member-payments first, or in the same command",
    ]);
    expect(orderProblems(plans(), ["management"])).toEqual([
      "member-payments depend on management; take down member-payments first, or in the same command",
    ]);
  });

  test("the order of a take-down is accepted for the last roots, for all roots, and if the other roots have no resources left", () => {
    const [logArchive] = plans();
    const empty = ["management", "member-payments"].map((name) => planned(name, () => false));

    expect(orderProblems(plans(), ["member-payments"])).toEqual([]);
    expect(orderProblems(plans(), ["log-archive", "management", "member-payments"])).toEqual([]);
    expect(orderProblems(logArchive === undefined ? [] : [logArchive, ...empty], ["log-archive"])).toEqual([]);
  });
});

describe("without preventDestroy", () => {
  const unprotected = { archive: { preventDestroy: false } };
  const withCases =
    (...names: string[]) =>
    () =>
      Promise.resolve({
        client: (Client: new (config: object) => object) =>
          Object.assign(new Client({ region: "eu-west-1" }), {
            send: () =>
              Promise.resolve({ Parameters: names.map((Name) => ({ Name: `/trailkeeper/acme/legal-holds/${Name}` })) }),
          }),
      }) as never;
  const { config } = organization("config/example.yaml", unprotected);

  test("buckets are refused until the changed configuration is deployed", () => {
    const [problem = ""] = bucketProblems([planned("log-archive", everything, unprotected, { force_destroy: false })]);

    expect(problem).toContain("log-archive: the configuration no longer protects aws_s3_bucket.Archives_AccessLogs");
    expect(bucketProblems([planned("log-archive", everything, unprotected, { force_destroy: true })])).toEqual([]);
  });

  test("logs are refused if a legal hold exists or may exist", async () => {
    expect(await holdProblems(config, withCases("case-17"))).toEqual([
      expect.stringContaining("logs are held for case-17;"),
    ]);
    expect(await holdProblems(config, withCases())).toEqual([]);
    expect(await holdProblems(config, () => Promise.reject(new Error("denied")))).toEqual([
      expect.stringContaining("cannot read whether there are legal holds (denied)"),
    ]);
  });

  test("legal holds are not read if the logs stay", async () => {
    const kept = organization("config/example.yaml").config;

    expect(await holdProblems(kept, () => Promise.reject(new Error("denied")))).toEqual([]);
  });
});

test("prevent_destroy is removed in a copy, only for resources that are not kept, and workgroups with history are released", () => {
  for (const [name, types] of [
    ["management", ["aws_cloudtrail", "aws_kms_key"]],
    ["log-archive", ["aws_athena_workgroup"]],
  ] as const) {
    const plan = planned(name, everything);
    liftProtection(plan);
    const { resource } = JSON.parse(readFileSync(join(folder, name, "take_down_override.tf.json"), "utf8"));

    expect(Object.keys(resource).toSorted()).toEqual(types);
    const keptAddresses = plan.kept.map(({ address }) => address);
    const lifted = Object.entries<object>(resource).flatMap(([type, named]) =>
      Object.keys(named).map((id) => addressOf({ type, id })),
    );
    expect(lifted.filter((address) => keptAddresses.includes(address))).toEqual([]);
  }
});

test("the override is empty if no resource is protected, because Terraform refuses an empty block", () => {
  liftProtection(planned("member-payments", everything));

  expect(JSON.parse(readFileSync(join(folder, "member-payments/take_down_override.tf.json"), "utf8"))).toEqual({});
});

test("a copy contains the Terraform of the root, and only the providers of an earlier copy", () => {
  const root = rootOf("management");
  mkdirSync(join(folder, "copies/management/.terraform"), { recursive: true });
  mkdirSync(root.folder);
  for (const name of ["cdk.tf.json", "extra.tf", ".terraform.lock.hcl", "trailkeeper.tfplan"])
    writeFileSync(join(root.folder, name), "{}");
  const backend = { local: { path: "../../terraform.management.tfstate" } };
  writeFileSync(join(root.folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend } }));
  writeFileSync(join(folder, "copies/management/old_override.tf.json"), "{}");
  const copy = copyOfRoot(root, join(folder, "copies"));

  expect(readdirSync(copy.folder).toSorted()).toEqual([".terraform", ".terraform.lock.hcl", "cdk.tf.json", "extra.tf"]);
  // The location of the state is the same, although the folder is another
  const { terraform } = JSON.parse(readFileSync(join(copy.folder, "cdk.tf.json"), "utf8"));
  expect(terraform.backend.local.path).toBe(join(folder, "../terraform.management.tfstate"));
});

test("members are destroyed before the account that records them, even if a deployment applies them at the same time", () => {
  const plans = ["log-archive", "management", "member-payments", "member-website"].map((name) => {
    const plan = planned(name, everything);
    const root = { ...plan.root, dependencies: name === "log-archive" ? [] : ["log-archive"] };
    return Object.assign(plan, { root });
  });
  const names = (chosen: typeof plans) => inOrder(chosen).map((wave) => wave.map(({ root }) => root.name));

  expect(names(plans)).toEqual([["member-payments", "member-website"], ["management"], ["log-archive"]]);
  expect(names(plans.slice(1, 3))).toEqual([["member-payments"], ["management"]]);
});

describe("takeDown", () => {
  const run = (
    failing: readonly string[],
    done: readonly string[] = [],
    exists: (root: string) => boolean = everything,
  ) => {
    const plans = ["member-payments", "management", "log-archive"].map((name) => planned(name, () => exists(name)));
    const attempts: string[] = [];
    const attempt = (what: string) => ({
      attempt: (root: Root) => {
        attempts.push(`${what} ${root.name}`);
        return Promise.resolve({
          isDone: !failing.includes(root.name),
          errors: failing.includes(root.name) ? ["no"] : [],
        });
      },
    });
    const journal: string[] = [...done];
    const outcomes = takeDown({
      waves: plans.map((plan) => [plan]),
      parallelism: 2,
      pauses: [],
      journal: { has: ({ name }) => journal.includes(name), add: ({ name }) => void journal.push(name) },
      release: attempt("release"),
      terraform: attempt("destroy"),
      report: () => {},
    });
    return outcomes.then((all) => ({ results: all.map(({ result }) => result), attempts, journal }));
  };

  test("destroys members first and the log archive last, and releases its workgroups first", async () => {
    expect(await run([])).toEqual({
      results: ["destroyed", "destroyed", "destroyed"],
      attempts: ["destroy member-payments", "destroy management", "release log-archive", "destroy log-archive"],
      journal: ["member-payments", "management", "log-archive"],
    });
  });

  test("stops after a failure, and the journal contains the destroyed roots", async () => {
    expect(await run(["management"])).toEqual({
      results: ["destroyed", "failed", "not started"],
      attempts: ["destroy member-payments", "destroy management"],
      journal: ["member-payments"],
    });
  });

  test("continues from its journal, and destroys a root again if it was deployed again", async () => {
    const gone = (root: string) => root !== "member-payments";

    expect((await run([], ["member-payments"], gone)).results).toEqual(["destroyed before", "destroyed", "destroyed"]);
    expect((await run([], ["member-payments"])).attempts).toContain("destroy member-payments");
  });
});

test("the report of a root contains its account", () => {
  expect(planned("log-archive", everything).stack.accountId).toBe(account(2));
});
