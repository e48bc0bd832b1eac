import { execFileSync, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { satisfies } from "semver";
import { parseFilterPattern } from "../../../../aws-semantics/filter-pattern/filter-pattern";
import { matches } from "../../../../aws-semantics/filter-pattern/filter-predicate";
import { scheduleTrustJson } from "../../../../modules/iam/schedule-trust";
import {
  ScheduledCommand,
  type ScheduledCommandProps,
  longestBuildspec,
} from "../../../../features/scheduled-commands/scheduled-command";
import { readPolicy } from "../../../../aws-semantics/iam/read-policy";
import { evaluate } from "../../../../aws-semantics/iam/evaluate";
import { account, arn, partition } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const place = { partition, accountId: account(2), region: "eu-west-1" };
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/1234");
const projectArn = arn("codebuild", "eu-west-1", account(2), "project/acme-check");
const roleArn = arn("iam", "", account(2), "role/acme-check");

const folder = mkdtempSync(join(tmpdir(), "scheduled-command-"));
afterAll(() => rmSync(folder, { recursive: true }));

const scheduled = (props: Partial<ScheduledCommandProps> = {}) =>
  synth(
    (scope) =>
      new ScheduledCommand(scope, "Command", {
        ...place,
        commandName: "acme-check",
        description: "Checks",
        arguments: ["digests", "--location", "s3://acme-trail/AWSLogs/"],
        schedule: "cron(0 5 * * ? *)",
        packageUri: "s3://acme-software/trailkeeper.tgz",
        packageSha256: "0".repeat(64),
        statements: [],
        kmsKeyArn,
        logRetentionDays: 365,
        problemMetric: { namespace: "LogMetrics", name: "check-found-a-problem" },
        ...props,
      }),
  );
const resources = scheduled();
const inputOf = (from: ReturnType<typeof scheduled>) => JSON.parse(from.one(SchedulerSchedule).target.input);
const commandsOf = (buildspec: string): string[] => JSON.parse(buildspec).phases.build.commands;

describe("ScheduledCommand", () => {
  test("the schedule contains the commands, the image and the role, and a build without them fails", () => {
    const { target, ...schedule } = resources.one(SchedulerSchedule);
    const project = resources.one(CodebuildProject);

    expect(schedule).toMatchObject({ schedule_expression: "cron(0 5 * * ? *)", schedule_expression_timezone: "UTC" });
    expect(target.arn).toBe(`arn:${partition}:scheduler:::aws-sdk:codebuild:startBuild`);
    expect(inputOf(resources)).toMatchObject({
      ProjectName: "acme-check",
      ImageOverride: project.environment.image,
      EnvironmentTypeOverride: "LINUX_CONTAINER",
      PrivilegedModeOverride: false,
      ServiceRoleOverride: roleArn,
    });
    const [only = "", ...others] = commandsOf(project.source.buildspec);
    expect(others).toEqual([]);
    expect(spawnSync("sh", ["-c", only]).status).toBe(1);
  });

  test("the log is encrypted and expires, and builds have limits for queueing and running", () => {
    expect(resources.one(CloudwatchLogGroup)).toMatchObject({ kms_key_id: kmsKeyArn, retention_in_days: 365 });
    expect(resources.one(CodebuildProject)).toMatchObject({
      build_timeout: 480,
      concurrent_build_limit: 1,
      encryption_key: kmsKeyArn,
      artifacts: { type: "NO_ARTIFACTS" },
    });
  });

  test("each role trusts one service, for this project or schedules of this account", () => {
    const [build, start] = resources
      .all(IamRole)
      .map(({ assume_role_policy }) => JSON.parse(assume_role_policy).Statement[0]);

    expect(build).toMatchObject({
      Principal: { Service: "codebuild.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": account(2), "aws:SourceArn": projectArn } },
    });
    expect(start).toEqual(JSON.parse(scheduleTrustJson(place)).Statement[0]);
  });

  test.each([
    ["codebuild:StartBuild", projectArn, {}, "allow"],
    ["codebuild:StartBuild", projectArn.replace("acme-check", "other"), {}, "implicit deny"],
    ["codebuild:UpdateProject", projectArn, {}, "implicit deny"],
    ["iam:PassRole", roleArn, { "iam:PassedToService": "codebuild.amazonaws.com" }, "allow"],
    ["iam:PassRole", roleArn, { "iam:PassedToService": "lambda.amazonaws.com" }, "implicit deny"],
    ["iam:PassRole", `${roleArn}-other`, { "iam:PassedToService": "codebuild.amazonaws.com" }, "implicit deny"],
  ])("the role of the schedule for %s on %s with %j: %s", (action, resource, context, effect) => {
    const [, start] = resources.all(IamRolePolicy);
    const identity = [readPolicy("start", "identity", start?.policy ?? "")];
    const caller = { kind: "role", arn: `${roleArn}-start`, account: account(2) } as const;

    expect(evaluate({ identity }, { caller, action, resource, resourceAccount: account(2), context }).effect).toBe(
      effect,
    );
  });

  test.each([
    ["s3:GetObject", arn("s3", "", "", "acme-software/trailkeeper.tgz"), "allow"],
    ["s3:GetObject", arn("s3", "", "", "acme-software/other.tgz"), "implicit deny"],
    ["s3:PutObject", arn("s3", "", "", "acme-software/trailkeeper.tgz"), "implicit deny"],
  ])("the role of the build for %s on %s: %s", (action, resource, effect) => {
    const [build] = resources.all(IamRolePolicy);
    const identity = [readPolicy("build", "identity", build?.policy ?? "")];
    const caller = { kind: "role", arn: roleArn, account: account(2) } as const;

    expect(evaluate({ identity }, { caller, action, resource, resourceAccount: account(2), context: {} }).effect).toBe(
      effect,
    );
  });

  test("a buildspec of the longest length is accepted, and fails with one character more", () => {
    const ofLength = (characters: number) => scheduled({ arguments: ["x".repeat(characters)] });
    const shortest = inputOf(ofLength(0)).BuildspecOverride.length;

    expect(inputOf(ofLength(longestBuildspec - shortest)).BuildspecOverride).toHaveLength(25_600);
    expect(() => ofLength(longestBuildspec - shortest + 1)).toThrow(
      "a buildspec has 25601 characters, and CodeBuild accepts at most 25600; use shorter arguments of the command",
    );
  });

  test("every buildspec selects the version of Node, which the package supports", () => {
    const { engines } = JSON.parse(readFileSync("package.json", "utf8"));
    const specs = [resources.one(CodebuildProject).source.buildspec, inputOf(resources).BuildspecOverride];

    expect(specs.map((spec) => JSON.parse(spec).phases.install["runtime-versions"])).toEqual([
      { nodejs: 22 },
      { nodejs: 22 },
    ]);
    expect(satisfies("22.0.0", engines.node)).toBe(true);
  });

  test("the files of 5,000 accounts are in parameters of at most 4,096 characters, which only the build reads", () => {
    const accounts = Array.from({ length: 5000 }, (_, index) => ({
      name: `team-${index}`,
      id: `${1e11 + index * 7919}`,
    }));
    const large = scheduled({ files: { "audit.yaml": JSON.stringify({ accounts }) } });
    const parameters = large.all(SsmParameter);
    const [build] = large.all(IamRolePolicy);
    const reading = JSON.parse(build?.policy ?? "").Statement.filter(({ Sid }: { Sid: string }) => Sid === "ReadFiles");

    expect(parameters.length).toBeGreaterThan(1);
    expect(parameters.map(({ name }) => name)).toEqual(parameters.map((_, index) => `/acme-check/audit.yaml/${index}`));
    expect(
      parameters.filter(({ type, tier, value }) => type !== "String" || tier !== "Standard" || value.length > 4096),
    ).toEqual([]);
    expect(reading).toEqual([
      expect.objectContaining({ Resource: [arn("ssm", "eu-west-1", account(2), "parameter/acme-check/audit.yaml/*")] }),
    ]);
  });

  test("builds that found a problem are counted by their line in the log, and not by the command in the log", () => {
    const { pattern, metric_transformation, log_group_name } = resources.one(CloudwatchLogMetricFilter);
    const isCounted = (line: string) => matches(parseFilterPattern(pattern), line);
    const command = commandsOf(inputOf(resources).BuildspecOverride).at(-1) ?? "";

    expect(log_group_name).toContain("aws_cloudwatch_log_group.");
    expect(metric_transformation).toMatchObject({ namespace: "LogMetrics", name: "check-found-a-problem", value: "1" });
    expect(isCounted("trailkeeper-found-a-problem")).toBe(true);
    expect(isCounted(`[Container] 2026/11/20 05:00:01.000000 Running command ${command}`)).toBe(false);
  });

  test("an argument fails if it contains the quotation mark that would end it", () => {
    expect(() => scheduled({ arguments: ["'; rm -rf /"] })).toThrow("cannot contain a single quote");
  });
});

describe("the commands of a build", () => {
  const aws = join(folder, "bin", "aws");
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "package/dist/program/cli"), { recursive: true });
  writeFileSync(
    join(folder, "package/dist/program/cli/trailkeeper.mjs"),
    'import { writeFileSync } from "node:fs";\nwriteFileSync("ran", process.argv.slice(2).join(" "));\nprocess.exitCode = Number(process.env.STATUS);\n',
  );
  execFileSync("tar", ["-czf", "source.tgz", "package"], { cwd: folder });
  // A replacement of the AWS CLI, which copies the package and reads parameters from a folder
  writeFileSync(
    aws,
    `#!/bin/sh
case "$1 $2" in
  "s3 cp") [ "$4" = s3://acme-software/trailkeeper.tgz ] && cp ${folder}/source.tgz "$5" ;;
  "ssm get-parameter") [ "$3 $5 $7" = "--name --query --output" ] && cat "$PARAMETERS$4" ;;
  *) exit 255 ;;
esac
`,
  );
  chmodSync(aws, 0o755);
  const sum = createHash("sha256")
    .update(readFileSync(join(folder, "source.tgz")))
    .digest("hex");
  let builds = 0;

  interface Build {
    readonly packageSha256?: string;
    readonly status?: number;
    readonly files?: Readonly<Record<string, string>>;
    readonly changeParameter?: (value: string) => string;
  }

  /** Runs the commands one after the other until one fails, like CodeBuild. */
  function build({ packageSha256 = sum, status = 0, files = {}, changeParameter = (value) => value }: Build) {
    const cwd = join(folder, `build-${++builds}`);
    const synthesized = scheduled({ packageSha256, files });
    const parameters = join(folder, `parameters-${builds}`);
    for (const { name, value } of synthesized.all(SsmParameter)) {
      mkdirSync(join(parameters, dirname(name)), { recursive: true });
      writeFileSync(join(parameters, name), `${changeParameter(value)}\n`);
    }
    mkdirSync(cwd);
    const env = {
      PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
      STATUS: String(status),
      PARAMETERS: parameters,
    };
    let last: number | null = 0;
    let output = "";
    for (const command of commandsOf(inputOf(synthesized).BuildspecOverride)) {
      const run = spawnSync("sh", ["-c", command], { cwd, env, encoding: "utf8" });
      last = run.status;
      output += run.stdout;
      if (last !== 0) break;
    }
    const ran = join(cwd, "ran");
    const written = Object.keys(files).map((name) => readFileSync(join(cwd, name), "utf8"));
    const isCounted = output
      .split("\n")
      .some((line) => matches(parseFilterPattern(synthesized.one(CloudwatchLogMetricFilter).pattern), line));
    return { status: last, ran: existsSync(ran) ? readFileSync(ran, "utf8") : undefined, written, isCounted };
  }

  test("run the package with the arguments, and end with its exit code", () => {
    expect(build({})).toMatchObject({ status: 0, ran: "digests --location s3://acme-trail/AWSLogs/" });
    expect(build({ status: 3 })).toMatchObject({ status: 3, ran: expect.anything() });
  });

  test.each([0, 1, 2, 4, 126, 139])(
    "the commands of a build with exit code %i of the package, the build does not count as a found problem",
    (status) => {
      expect(build({ status })).toMatchObject({ status, isCounted: false });
    },
  );

  test("the commands of a build with exit code 3 of the package, the build counts as a found problem", () => {
    expect(build({ status: 3 })).toMatchObject({ status: 3, isCounted: true });
  });

  test("write the files of the command, whatever their content", () => {
    const text = randomBytes(60_000).toString("base64");
    const files = { "audit.yaml": `{"a": "it's $HOME \\" ${"é".repeat(70_000)} ${text}"}\n`, empty: "" };

    expect(build({ files })).toMatchObject({ status: 0, written: Object.values(files) });
  });

  test.each([
    [
      "a changed character",
      (value: string) => `${value.slice(0, 20)}${value[20] === "A" ? "B" : "A"}${value.slice(21)}`,
    ],
    ["another compressed text", () => gzipSync("{ }").toString("base64")],
    ["nothing", () => ""],
  ])("run no command, and count no problem, with %s in a parameter", (_what, changeParameter) => {
    const result = build({ files: { "audit.yaml": "{}" }, status: 3, changeParameter });

    expect(result).toMatchObject({ ran: undefined, isCounted: false });
    expect(result.status).not.toBe(0);
  });

  test("run no command of a package with another checksum", () => {
    const { status, ran, isCounted } = build({ packageSha256: "0".repeat(64), status: 3 });

    expect(status).not.toBe(0);
    expect(ran).toBeUndefined();
    expect(isCounted).toBe(false);
  });
});
