import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { marker } from "../../tools/review/formats/markdown";
import { run } from "../../tools/shared/child-process";
import { planJson, unchanged, updated } from "../support/plans";
import { type Step, runSteps } from "./support/github-steps";
import { example, PullRequest } from "./support/pull-request";

const read = (path: string) => parse(readFileSync(path, "utf8"));
const action = read("action.yml");
const workflows = [".github/workflows/review.yml", "github/plan.yml"];
const jobsOf = (workflow: string): Record<string, { readonly steps: readonly Step[] }> => read(workflow).jobs;

let pullRequest: PullRequest;
beforeEach(() => {
  pullRequest = new PullRequest();
});
afterEach(() => pullRequest.remove());

describe.each(workflows)("%s", (workflow) => {
  const steps = Object.values(jobsOf(workflow)).flatMap((job) => job.steps);

  test("has no expression in a script, no permission for all jobs, and does not run for code of the base", () => {
    for (const { run: script = "" } of steps) expect(script).not.toContain("${{");
    // With pull_request_target, code of the pull request would have a token that may write
    expect(read(workflow)).toMatchObject({ on: "pull_request", permissions: {} });
  });

  test("gives the action its inputs, and uses outputs that it has", () => {
    const [{ with: inputs = {} }] = steps.filter(({ uses = "" }) => /^\.\/$|\/trailkeeper@/.test(uses)) as [Step];
    const required = Object.entries<{ required?: boolean }>(action.inputs).filter(([, input]) => input.required);
    const used = [...readFileSync(workflow, "utf8").matchAll(/(?:steps|needs)\.review\.outputs\.(\w+)/g)];

    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(required.map(([name]) => name)));
    expect(used.length).toBeGreaterThan(0);
    for (const [, output] of used) expect(Object.keys(action.outputs)).toContain(output);
  });
});

test("the review of the example runs this checkout: it packs a version that npx runs in any folder", async () => {
  // Installing the dependencies again would take most of the time
  pullRequest.program("npm", `[ "$1" = ci ] && exit 0\nPATH="\${PATH#*:}" exec npm "$@"`);
  const steps = (jobsOf(".github/workflows/review.yml")["example"]?.steps ?? []).filter(({ id }) => id === "pack");
  const { status, text, values } = runSteps({
    pullRequest: Object.assign(Object.create(pullRequest), { source: process.cwd() }),
    steps,
    values: {},
    env: { HOME: process.env["HOME"] },
  });
  const version = values["steps.pack.outputs.version"] ?? "";

  expect(status, text).toBe(0);
  expect(version).toMatch(/^file:.*\.tgz$/);
  const args = ["--yes", "--prefer-offline", `trailkeeper@${version}`, "review", "--help"];
  const { stdout, output } = await run("npx", args, { cwd: pullRequest.source, env: process.env });
  expect(stdout, output).toContain("--changed-roots");
});

describe("the job that plans a root", () => {
  const plan = planJson([unchanged("aws_cloudtrail", { name: "organization", enable_logging: true })]);
  const weaker = planJson([updated("aws_cloudtrail", { name: "a", enable_logging: true }, { enable_logging: false })]);
  const steps = jobsOf("github/plan.yml")["plan"]?.steps ?? [];

  /** Runs it for the root of the member payments. Terraform answers a plan with a line and an exit code. */
  function runJob(shown: object, line: object, code: number) {
    pullRequest.commit(example, example);
    pullRequest.write("shown.json", JSON.stringify(shown));
    pullRequest.write("line.json", JSON.stringify(line));
    pullRequest.program(
      "terraform",
      `case "$*" in
        init*) ;;
        plan*) echo "$PWD $TF_VAR_role $TF_CLI_ARGS_plan" >> ${pullRequest.folder}/planned
          cat ${pullRequest.folder}/line.json; touch trailkeeper.tfplan; exit ${code} ;;
        "-chdir=cdktf.plan/stacks/member-payments show -json trailkeeper.tfplan") cat ${pullRequest.folder}/shown.json ;;
        *) exit 9 ;;
      esac`,
    );
    const holds = (condition: string, values: Readonly<Record<string, string>>) => {
      expect(condition).toBe("steps.plan.outputs.planned == 'true'");
      return values["steps.plan.outputs.planned"] === "true";
    };
    const env = { VERSION: "9.9.9", CONFIGURATION: "audit.yaml" };
    return runSteps({ pullRequest, steps, values: { "matrix.root": "member-payments" }, holds, env });
  }
  const changes = { type: "change_summary", changes: { add: 0, change: 1, remove: 0 } };
  const failure = (summary: string, address: string) => ({
    type: "diagnostic",
    diagnostic: { severity: "error", summary, address },
  });

  test("plans only this root, as the plan role and without a lock, and fails for a finding", () => {
    const { status, summary } = runJob(weaker, changes, 2);
    const planned = readFileSync(join(pullRequest.folder, "planned"), "utf8").trim().split("\n");

    expect(status).toBe(1);
    expect(summary).toContain(marker);
    expect(summary).toContain("trail-stopped");
    expect(planned).toHaveLength(1);
    expect(planned[0]).toMatch(/\/cdktf\.plan\/stacks\/member-payments plan -lock=false$/);
    expect(pullRequest.versions).toEqual(["trailkeeper@9.9.9"]);
  });

  test("passes without a finding", () => {
    const { status, summary } = runJob(plan, { ...changes, changes: { add: 0, change: 0, remove: 0 } }, 0);

    expect([status, summary.includes("no findings")]).toEqual([0, true]);
  });

  test("says that a root cannot be planned yet, and why, and passes", () => {
    const address = "data.aws_kms_key.ArchiveKey-apply-log-archive-first";
    const { status, summary } = runJob(plan, failure("reading KMS Key: couldn't find resource", address), 1);

    expect(status).toBe(0);
    expect(summary).toContain("### member-payments cannot be planned yet");
    expect(summary).toContain("apply log-archive first");
    expect(summary).not.toContain(marker);
  });

  test("fails for another error, and shows it", () => {
    const { status, text, summary } = runJob(plan, failure("Cannot assume IAM Role", "provider.aws"), 1);

    expect([status, summary]).toEqual([1, ""]);
    expect(text).toContain("Cannot assume IAM Role");
  });
});
