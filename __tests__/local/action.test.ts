import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { marker } from "../../cli/review/formats/markdown";
import { type Step, runSteps } from "./support/github-steps";
import { example, PullRequest, weaker } from "./support/pull-request";
import { withContext } from "../support/with-context";

const action = parse(readFileSync("action.yml", "utf8"));
const steps: readonly Step[] = action.runs.steps;

let pullRequest: PullRequest;
let folder: string;
beforeEach(async () => {
  pullRequest = await PullRequest.create();
  ({ folder } = pullRequest);
  mkdirSync(join(folder, "comments"));
  pullRequest.program("gh", `exec '${process.execPath}' ${folder}/bin/gh.cjs "$@"`);
  write("bin/gh.cjs", fakeGitHub);
});
afterEach(() => pullRequest.remove());

/** Stores the comments of one pull request in files. */
const fakeGitHub = `
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");
const args = process.argv.slice(2);
const folder = __dirname + "/../comments";
const names = () => readdirSync(folder).sort();
const method = args.includes("--method") ? args[args.indexOf("--method") + 1] : "GET";
const path = args.find((arg) => arg.startsWith("repos/"));
if (method === "GET") {
  if (!args.includes(".[] | @json")) throw new Error("unknown filter");
  for (const name of names()) console.log(JSON.stringify(JSON.parse(readFileSync(folder + "/" + name, "utf8"))));
} else {
  const [, file] = args[args.indexOf("--field") + 1].split("=@");
  const id = method === "PATCH" ? Number(path.split("/").at(-1)) : names().length + 1;
  const comment = { id, user: { type: "Bot" }, body: readFileSync(file, "utf8") };
  writeFileSync(folder + "/" + id + ".json", JSON.stringify(comment));
}
`;

const write = (path: string, text: string) => pullRequest.write(path, text);
const repository = (base: string | undefined, head: string) => pullRequest.commit(base, head);

interface Inputs {
  readonly base: string;
  readonly token?: string;
  readonly suppressions?: string;
}

/** Runs the action in pull request number 7. */
function run({ base, token = "secret", suppressions = "" }: Inputs) {
  const values: Record<string, string> = {
    "github.event.pull_request.base.sha": base,
    "github.event.pull_request.number": "7",
    "inputs.version": "9.9.9",
    "inputs.configuration": "audit.yaml",
    "inputs.fail-on": action.inputs["fail-on"].default,
    "inputs.suppressions": suppressions,
    "inputs.token": token,
  };
  const holds = (condition: string) => condition !== "inputs.token != ''" || token !== "";
  const { status, text, values: outputs } = runSteps({ pullRequest, steps, values, holds });
  return { status, text, outputs };
}

const comments = () =>
  Array.from({ length: 9 }, (_, i) => join(folder, `comments/${i + 1}.json`))
    .filter(existsSync)
    .map((path) => JSON.parse(readFileSync(path, "utf8")));

test("no step has an expression in its script, because the author of a pull request chooses some of the values", () => {
  for (const { run: script } of steps) expect(script).not.toContain("${{");
});

test("a weaker lock fails, with its rule in the comment, the summary and the SARIF file, and prints the roots to plan", () => {
  const { status, outputs } = run({ base: repository(example, weaker) });
  const [comment] = comments();

  expect(status).toBe(1);
  expect(comment.body).toMatch(new RegExp(`^${marker}\n`));
  expect(comment.body).toMatch(/\| critical \|/);
  expect(readFileSync(join(folder, "summary"), "utf8")).toBe(comment.body);
  const sarif = JSON.parse(readFileSync(outputs["steps.review.outputs.sarif"] ?? "", "utf8"));
  expect(sarif.runs[0].results.length).toBeGreaterThan(0);
  expect(JSON.parse(outputs["steps.review.outputs.roots"] ?? "")).toEqual(["log-archive"]);
  expect(pullRequest.versions).toEqual(["trailkeeper@9.9.9"]);
});

test("a program and a registry in the head are not used, so that the head cannot forge its own review", () => {
  const base = repository(example, weaker);
  pullRequest.forge();
  const { status, text } = run({ base });

  withContext(text, () => expect([status, pullRequest.isForged]).toEqual([1, false]));
  expect(comments()[0].body).toMatch(/\| critical \|/);
});

test("a synthesized output in the head is not read", () => {
  const base = repository(example, example);
  mkdirSync(join(folder, "source/cdktf.review/stacks/evil"), { recursive: true });
  write("source/cdktf.review/stacks/evil/cdk.tf.json", "not JSON");

  expect(run({ base }).status).toBe(0);
});

test("a configuration that is a symbolic link is refused, because it could point to a file of the runner", () => {
  const base = repository(example, example);
  renameSync(join(folder, "source/audit.yaml"), join(folder, "secret.yaml"));
  symlinkSync(join(folder, "secret.yaml"), join(folder, "source/audit.yaml"));
  const { status, text } = run({ base });

  expect(status).toBe(1);
  expect(text).toContain("audit.yaml is a symbolic link");
});

test("the next run updates its own comment, and never a comment of somebody else", () => {
  const base = repository(example, weaker);
  write("comments/1.json", JSON.stringify({ id: 1, user: { type: "User" }, body: `${marker}\nno findings` }));
  run({ base });
  write("source/audit.yaml", example);
  const { status } = run({ base });

  expect(status).toBe(0);
  expect(comments().map(({ user }) => user.type)).toEqual(["User", "Bot"]);
  expect(comments()[1].body).toContain("no findings");
});

test("an unchanged configuration has no findings and no roots to plan", () => {
  const { status, outputs } = run({ base: repository(example, example) });

  expect([status, outputs["steps.review.outputs.roots"], outputs["steps.review.outputs.groups"]]).toEqual([
    0,
    "[]",
    "[]",
  ]);
});

describe("the groups of roots of a job matrix, which has at most 256 jobs,", () => {
  /** Returns the groups of this number of changed roots. */
  function groupsOf(count: number): string[] {
    const roots = Array.from({ length: count }, (_, i) => `member-${i}`);
    const base = repository(example, example);
    write("changed.json", JSON.stringify(roots));
    pullRequest.program(
      "trailkeeper",
      `case "$*" in synth*) mkdir cdktf.review ;; *--changed-roots) cat ${folder}/changed.json ;; esac`,
    );
    const { status, text, outputs } = run({ base });
    withContext(text, () => expect(status).toBe(0));
    const groups: string[] = JSON.parse(outputs["steps.review.outputs.groups"] ?? "");
    expect(groups.flatMap((group) => group.split(" "))).toEqual(roots);
    return groups;
  }

  test.each([1, 255, 256])(
    "the groups of roots of a job matrix contain one root each if there are %s roots",
    (count) => {
      expect(groupsOf(count)).toHaveLength(count);
    },
  );

  test.each([257, 513, 5000])("the groups of roots of a job matrix are at most 256 if there are %s roots", (count) => {
    expect(groupsOf(count).length).toBeLessThanOrEqual(256);
  });
});

test("a first configuration is not compared, and passes", () => {
  const { status } = run({ base: repository(undefined, example) });

  expect(status).toBe(0);
  expect(comments()[0].body).toContain("The base has no configuration");
});

test("an invalid configuration fails with its problems, and writes no comment", () => {
  const { status, text } = run({ base: repository(example, example.replace("prefix: acme", "prefix: 1")) });

  expect(status).toBe(1);
  expect(text).toContain("audit.yaml has 1 problem");
  expect(comments()).toEqual([]);
});

test("suppressions are read from the base, so that a pull request cannot suppress its own findings", () => {
  const base = repository(example, weaker);
  write("source/review.yaml", "not: suppressions\n");
  const { status } = run({ base, suppressions: "review.yaml" });

  expect(status).toBe(1);
  expect(comments()[0].body).toMatch(/\| critical \|/);
});

test("no comment is written without a token, and the result is the same", () => {
  const { status } = run({ base: repository(example, weaker), token: "" });

  expect(status).toBe(1);
  expect(comments()).toEqual([]);
  expect(readFileSync(join(folder, "summary"), "utf8")).toContain("critical");
});
