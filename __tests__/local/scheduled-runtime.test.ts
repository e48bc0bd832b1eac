import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { installNode } from "../../local-aws/node-runtime";
import { parseFilterPattern } from "../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../aws-semantics/filter-pattern/filter-predicate";
import type { Attributes } from "../../terraform-types/columns/attributes";
import { ofType, readStack } from "../../terraform-types/synthesized/stack";
import { organization } from "../support/organization";
import { bundledProgram } from "./support/bundled-program";

/**
 * The versions of Node in the image of the builds: the version that the buildspec selects, and the version that runs if nothing is
 * selected.
 *
 * @see https://github.com/aws/aws-codebuild-docker-images
 */
const versions = { 22: "22.22.0", 18: "18.20.8" } as const;

const { stacks } = organization("config/examples/everything.yaml");
const root = readStack("log-archive", stacks.get("log-archive")?.json);
const schedules = ofType(root, "aws_scheduler_schedule").filter(({ attributes }) =>
  attributes.target.arn.endsWith(":codebuild:startBuild"),
);
const buildspecOf = ({ target }: Attributes) =>
  JSON.parse(JSON.parse(target.input.replaceAll("$${", "${")).BuildspecOverride);
const problemPatterns = ofType(root, "aws_cloudwatch_log_metric_filter")
  .filter(({ attributes }) => attributes.pattern.includes("found-a-problem"))
  .map(({ attributes }) => parseFilterPattern(attributes.pattern));

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "scheduled-runtime-"));
  const [program = ""] = await bundledProgram();
  cpSync(dirname(dirname(program)), join(folder, "package/dist/program"), { recursive: true });
  writeFileSync(join(folder, "audit.yaml"), storedConfiguration());
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The configuration in the parameters, as a build reads it. */
function storedConfiguration(): Buffer {
  const parts = ofType(root, "aws_ssm_parameter").map(({ attributes }) => attributes.value);
  return gunzipSync(Buffer.from(parts.join(""), "base64"));
}

/** Runs the last command of a build, which is the command of this project, without a network. */
async function runCommand(schedule: Attributes, version: string) {
  const programs = await installNode(version);
  const env = {
    PATH: [programs, "/usr/bin", "/bin"].join(delimiter),
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    AWS_MAX_ATTEMPTS: "1",
  };
  const command: string = buildspecOf(schedule).phases.build.commands.at(-1);
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: folder, env, encoding: "utf8" });
  const lines = `${stdout}\n${stderr}`.split("\n");
  const isCounted = problemPatterns.some((pattern) => lines.some((line) => matches(pattern, line)));
  return { status, isCounted, output: lines.join("\n") };
}

const commands = schedules.map(({ attributes }) => [attributes.name, attributes] as const);

test("this test runs both scheduled commands", () => {
  expect(commands.map(([name]) => name).toSorted()).toEqual(["acme-prod-digest-check", "acme-prod-guarantee-check"]);
  expect(problemPatterns).toHaveLength(2);
});

test.each(commands)(
  "the command of %s starts under the selected version of Node, and reaches AWS",
  async (_, schedule) => {
    const selected: keyof typeof versions = buildspecOf(schedule).phases.install["runtime-versions"].nodejs;
    const { status, isCounted, output } = await runCommand(schedule, versions[selected]);

    expect(output).toContain("127.0.0.1:1");
    expect({ status, isCounted }).toEqual({ status: 1, isCounted: false });
  },
);

test.each(commands)(
  "the command of %s does not start under Node 18, and does not count as a found problem",
  async (_, schedule) => {
    const { status, isCounted, output } = await runCommand(schedule, versions[18]);

    expect(output).toMatch(/SyntaxError|ERR_INVALID_ARG_TYPE|ENOENT|TypeError/);
    expect({ status, isCounted }).toEqual({ status: 1, isCounted: false });
  },
);
