import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { scheduleTrustJson } from "../../../../modules/iam/schedule-trust";
import { ScheduledCommand, type ScheduledCommandProps } from "../../../../modules/verification/scheduled-command";
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

  test("files fail only when they are too long for the input of a schedule", () => {
    const size = (characters: number) => ({ files: { "audit.yaml": "x".repeat(characters) } });

    expect(() => scheduled(size(190_000))).not.toThrow();
    expect(() => scheduled(size(200_000))).toThrow(
      /has 26\d{4} bytes, and Scheduler accepts at most 262144; run the command in a pipeline instead/,
    );
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
  // A replacement of the AWS CLI, which copies the package
  writeFileSync(
    aws,
    `#!/bin/sh\n[ "$1 $2 $4" = "s3 cp s3://acme-software/trailkeeper.tgz" ] && cp ${folder}/source.tgz "$5"\n`,
  );
  chmodSync(aws, 0o755);
  const sum = createHash("sha256")
    .update(readFileSync(join(folder, "source.tgz")))
    .digest("hex");
  let builds = 0;

  /** Runs the commands one after the other until one fails, like CodeBuild. */
  function build(packageSha256: string, status: number, files: Readonly<Record<string, string>> = {}) {
    const cwd = join(folder, `build-${++builds}`);
    mkdirSync(cwd);
    const env = { PATH: `${join(folder, "bin")}:${process.env["PATH"]}`, STATUS: String(status) };
    let last: number | null = 0;
    for (const command of commandsOf(inputOf(scheduled({ packageSha256, files })).BuildspecOverride)) {
      last = spawnSync("sh", ["-c", command], { cwd, env }).status;
      if (last !== 0) break;
    }
    const ran = join(cwd, "ran");
    const written = Object.keys(files).map((name) => readFileSync(join(cwd, name), "utf8"));
    return { status: last, ran: existsSync(ran) ? readFileSync(ran, "utf8") : undefined, written };
  }

  test("run the package with the arguments, and end with its exit code", () => {
    expect(build(sum, 0)).toMatchObject({ status: 0, ran: "digests --location s3://acme-trail/AWSLogs/" });
    expect(build(sum, 3)).toMatchObject({ status: 3, ran: expect.anything() });
  });

  test("write the files of the command, whatever their content", () => {
    const files = { "audit.yaml": `{"a": "it's $HOME \\" ${"é".repeat(70_000)}"}\n`, empty: "" };

    expect(build(sum, 0, files)).toMatchObject({ status: 0, written: Object.values(files) });
  });

  test("run no command of a package with another checksum", () => {
    const { status, ran } = build("0".repeat(64), 0);

    expect(status).not.toBe(0);
    expect(ran).toBeUndefined();
  });
});
