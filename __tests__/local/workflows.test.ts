import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { marker } from "../../cli/review/formats/markdown";
import { run } from "../../shared/child-process";
import { planJson, unchanged, updated } from "../support/plans";
import { type Step, runSteps } from "./support/github-steps";
import { example, PullRequest } from "./support/pull-request";
import { withContext } from "../support/with-context";

const read = (path: string) => parse(readFileSync(path, "utf8"));
const action = read("action.yml");
const workflows = [".github/workflows/review.yml", "github/plan.yml"];
const jobsOf = (workflow: string): Record<string, { readonly steps: readonly Step[] }> => read(workflow).jobs;

let pullRequest: PullRequest;
beforeEach(async () => {
  pullRequest = await PullRequest.create();
});
afterEach(() => pullRequest.remove());

describe.each(workflows)("%s", (workflow) => {
  const steps = Object.values(jobsOf(workflow)).flatMap((job) => job.steps);

  test("has no expression in a script, no permission for all jobs, and does not run code of the base", () => {
    for (const { run: script = "" } of steps) expect(script).not.toContain("${{");
    // With pull_request_target, the code of a pull request would receive a token with write permission
    expect(read(workflow)).toMatchObject({ on: "pull_request", permissions: {} });
  });

  test("passes the inputs of the action, and uses only its outputs", () => {
    const [{ with: inputs = {} }] = steps.filter(({ uses = "" }) => /^\.\/$|\/trailkeeper@/.test(uses)) as [Step];
    const required = Object.entries<{ required?: boolean }>(action.inputs).filter(([, input]) => input.required);
    const used = [...readFileSync(workflow, "utf8").matchAll(/(?:steps|needs)\.review\.outputs\.(\w+)/g)];

    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(required.map(([name]) => name)));
    expect(used.length).toBeGreaterThan(0);
    for (const [, output] of used) expect(Object.keys(action.outputs)).toContain(output);
  });
});

test("the review of the example installs and runs a package of this checkout, whatever registry the checkout configures", async () => {
  // A second installation of the dependencies would take most of the time
  pullRequest.program("npm", `[ "$1" = ci ] && exit 0\nPATH="\${PATH#*:}" exec npm "$@"`);
  const steps = (jobsOf(".github/workflows/review.yml")["example"]?.steps ?? []).filter(({ id }) => id === "pack");
  const { status, text, values } = runSteps({
    pullRequest: Object.assign(Object.create(pullRequest), { source: process.cwd() }),
    steps,
    values: {},
    env: { HOME: process.env["HOME"] },
  });
  const version = values["steps.pack.outputs.version"] ?? "";

  withContext(text, () => expect(status).toBe(0));
  expect(version).toMatch(/^file:.*\.tgz$/);
  pullRequest.program("npm", `PATH="\${PATH#*:}" exec npm "$@"`);
  pullRequest.forge();
  const installed = runSteps({
    pullRequest,
    steps: action.runs.steps.slice(0, 1),
    values: { "inputs.version": version },
    env: { ...process.env, PATH: pullRequest.env["PATH"] },
  });
  withContext(installed.text, () => expect(installed.status).toBe(0));
  const program = join(pullRequest.folder, "temp/trailkeeper-program/node_modules/.bin/trailkeeper");
  const { stdout, output } = await run(program, ["review", "--help"], { cwd: pullRequest.source, env: process.env });
  withContext(output, () => expect(stdout).toContain("--changed-roots"));
});

describe("the job that plans a root", () => {
  const plan = planJson([unchanged("aws_cloudtrail", { name: "organization", enable_logging: true })]);
  const weaker = planJson([updated("aws_cloudtrail", { name: "a", enable_logging: true }, { enable_logging: false })]);
  const steps = jobsOf("github/plan.yml")["plan"]?.steps ?? [];

  beforeEach(() => pullRequest.commit(example, example));

  /** Runs the job, by default for the root of the member payments. A replacement of Terraform prints a line and an exit code. */
  function runJob(shown: object, line: object, code: number, roots = "member-payments") {
    pullRequest.write("shown.json", JSON.stringify(shown));
    pullRequest.write("line.json", JSON.stringify(line));
    pullRequest.program(
      "terraform",
      `case "$*" in
        init*) ;;
        plan*) echo "$PWD $TF_VAR_role $TF_CLI_ARGS_plan" >> ${pullRequest.folder}/planned
          ls -A >> ${pullRequest.folder}/files
          cat ${pullRequest.folder}/line.json; touch trailkeeper.tfplan; exit ${code} ;;
        "-chdir=cdktf.plan/stacks/"*" show -json trailkeeper.tfplan") cat ${pullRequest.folder}/shown.json ;;
        *) exit 9 ;;
      esac`,
    );
    const env = { VERSION: "9.9.9", CONFIGURATION: "audit.yaml" };
    return runSteps({ pullRequest, steps, values: { "matrix.roots": roots }, env });
  }
  const changes = { type: "change_summary", changes: { add: 0, change: 1, remove: 0 } };
  const failure = (summary: string, address: string) => ({
    type: "diagnostic",
    diagnostic: { severity: "error", summary, address },
  });

  test("plans only this root, with the plan role and without a lock, and fails because of a finding", () => {
    const { status, summary } = runJob(weaker, changes, 2);
    const planned = readFileSync(join(pullRequest.folder, "planned"), "utf8").trim().split("\n");

    expect(status).toBe(1);
    expect(summary).toContain(marker);
    expect(summary).toContain("trail-stopped");
    expect(planned).toHaveLength(1);
    expect(planned[0]).toMatch(/\/cdktf\.plan\/stacks\/member-payments plan -lock=false$/);
    expect(pullRequest.versions).toEqual(["trailkeeper@9.9.9"]);
  });

  test("plans each root of a group, and prints one review of all", () => {
    const { status, summary } = runJob(weaker, changes, 2, "member-payments member-website");
    const planned = readFileSync(join(pullRequest.folder, "planned"), "utf8").trim().split("\n");

    expect(status).toBe(1);
    expect(planned.map((line) => /stacks\/(\S+)/.exec(line)?.[1])).toEqual(["member-payments", "member-website"]);
    expect(summary.split(marker)).toHaveLength(2);
    expect(summary).toContain("2 roots");
  });

  test("runs no file and no program of the head, and writes through no link in it", () => {
    pullRequest.forge();
    const root = join(pullRequest.source, "cdktf.plan/stacks/member-payments");
    mkdirSync(join(root, ".terraform"), { recursive: true });
    for (const name of ["evil.tf", "evil_override.tf.json", ".terraform.lock.hcl", ".terraform/environment"])
      pullRequest.write(`source/cdktf.plan/stacks/member-payments/${name}`, "evil");
    symlinkSync(join(pullRequest.folder, "written"), join(pullRequest.source, "outcome.txt"));
    const { status } = runJob(plan, { ...changes, changes: { add: 0, change: 0, remove: 0 } }, 0);

    expect([status, pullRequest.isForged, existsSync(join(pullRequest.folder, "written"))]).toEqual([0, false, false]);
    expect(readFileSync(join(pullRequest.folder, "files"), "utf8").trim()).toBe("cdk.tf.json");
  });

  test("receives AWS credentials only after it installed the program and read the configuration", () => {
    const names = steps.map(({ name, uses }) => name ?? uses?.replace(/@.*/, ""));

    expect(names.slice(names.indexOf("aws-actions/configure-aws-credentials"))).toEqual([
      "aws-actions/configure-aws-credentials",
      "Plan and review",
    ]);
    expect(names).toEqual(expect.arrayContaining(["Install the program", "Synthesize"]));
    // The token of the checkout would remain in the folder
    expect(steps[0]).toMatchObject({ uses: "actions/checkout@v4", with: { "persist-credentials": false } });
  });

  test("passes without a finding", () => {
    const { status, summary } = runJob(plan, { ...changes, changes: { add: 0, change: 0, remove: 0 } }, 0);

    expect([status, summary.includes("no findings")]).toEqual([0, true]);
  });

  test("reports a root that cannot be planned yet with its reason, and passes", () => {
    const address = "data.aws_kms_key.ArchiveKey-apply-log-archive-first";
    const { status, summary } = runJob(plan, failure("reading KMS Key: couldn't find resource", address), 1);

    expect(status).toBe(0);
    expect(summary).toContain("### member-payments cannot be planned yet");
    expect(summary).toContain("apply log-archive first");
    expect(summary).not.toContain(marker);
  });

  test("fails for another error, and prints it", () => {
    const { status, text, summary } = runJob(plan, failure("Cannot assume IAM Role", "provider.aws"), 1);

    expect([status, summary]).toEqual([1, ""]);
    expect(text).toContain("Cannot assume IAM Role");
  });
});
