import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../../modules/iam/policy-document";
import { scheduleTrustJson } from "../../modules/iam/schedule-trust";
import { literal } from "../../modules/terraform/terraform-template";
import { quoteArgument } from "./shell-argument";
import { StoredFile } from "./stored-file";

/** Image of the builds. AWS maintains it. It contains several versions of Node, the AWS CLI and coreutils. */
const image = "aws/codebuild/amazonlinux-x86_64-standard:5.0";
const environment = "LINUX_CONTAINER";

/**
 * Version of Node that the buildspec selects. Without a selected version, this image runs Node 18, which is too old for the package.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html
 */
export const nodeVersion = 22;

export interface ScheduledCommandProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;

  /** Name of the build project, of its schedule and of its role. */
  readonly commandName: string;
  readonly description: string;

  /** Arguments of trailkeeper. */
  readonly arguments: readonly string[];

  /**
   * Files that the command reads in its folder, by name. They are in parameters of Systems Manager, and the schedule contains their
   * SHA-256.
   *
   * @default none
   */
  readonly files?: Readonly<Record<string, string>>;

  /** Metric that counts the builds that found a problem. A build that could not run is not counted. */
  readonly problemMetric: { readonly namespace: string; readonly name: string };

  /** Schedule in UTC: `cron(0 5 * * ? *)`. */
  readonly schedule: string;

  /** The npm package, `s3://bucket/key.tgz`, and its SHA-256 in hexadecimal digits. */
  readonly packageUri: string;
  readonly packageSha256: string;

  /** Permissions of the command. */
  readonly statements: readonly PolicyStatement[];

  /** Key of the log. Its policy must allow CloudWatch Logs to encrypt the log group. */
  readonly kmsKeyArn: string;
  readonly logRetentionDays: number;
}

/**
 * A command of this project that runs by schedule, in a build of CodeBuild. A build fails if the command finds a problem, and if it
 * could not run. Only a found problem is counted in `problemMetric`.
 *
 * The build project alone only runs a command that fails. The schedule sets the commands, the image and the role of a build. So a
 * change of the project does not change a run, and a change of the schedule matches a detection of changes to alerting.
 *
 * @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html
 */
export class ScheduledCommand extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledCommandProps) {
    super(scope, id);

    const { commandName, description, accountId, kmsKeyArn, partition, region } = props;
    const projectArn = `arn:${partition}:codebuild:${region}:${accountId}:project/${commandName}`;

    const logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      name: `/aws/codebuild/${commandName}`,
      retentionInDays: props.logRetentionDays,
      kmsKeyId: kmsKeyArn,
    });
    new CloudwatchLogMetricFilter(this, "ProblemFilter", {
      name: props.problemMetric.name,
      logGroupName: logGroup.name,
      pattern: `"${problemLine}"`,
      metricTransformation: { ...props.problemMetric, value: "1" },
    });

    const files = Object.entries(props.files ?? {}).map(
      ([name, content]) => new StoredFile(this, `File_${name}`, { ...props, folder: commandName, name, content }),
    );

    const role = new IamRole(this, "Role", {
      name: commandName,
      description: `Permissions of the command ${commandName}`,
      assumeRolePolicy: serviceTrustJson("codebuild.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": accountId, "aws:SourceArn": projectArn },
      }),
    });
    const rolePolicy = new IamRolePolicy(this, "RolePolicy", {
      name: commandName,
      role: role.id,
      policy: policyJson("role policy", [
        ...props.statements,
        allow("ReadPackage", ["s3:GetObject"], packageArn(props)),
        ...(files.length > 0
          ? [
              allow(
                "ReadFiles",
                ["ssm:GetParameter"],
                files.map(({ arn }) => arn),
              ),
            ]
          : []),
        allow("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [`${logGroup.arn}:*`]),
      ]),
    });

    const project = new CodebuildProject(this, "Resource", {
      name: commandName,
      description,
      serviceRole: role.arn,
      artifacts: { type: "NO_ARTIFACTS" },
      source: { type: "NO_SOURCE", buildspec: buildspec(refusal) },
      environment: {
        type: environment,
        image,
        computeType: "BUILD_GENERAL1_SMALL",
        imagePullCredentialsType: "CODEBUILD",
      },
      encryptionKey: kmsKeyArn,
      buildTimeout: 480,
      queuedTimeout: 60,
      concurrentBuildLimit: 1,
      logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logGroup.name } },
      // CodeBuild assumes the role when it starts
      dependsOn: [rolePolicy],
    });

    const scheduleRole = new IamRole(this, "ScheduleRole", {
      name: `${commandName}-start`,
      description: `Allows the schedule to start ${commandName}`,
      assumeRolePolicy: scheduleTrustJson(props),
    });
    const scheduleRolePolicy = new IamRolePolicy(this, "ScheduleRolePolicy", {
      name: `${commandName}-start`,
      role: scheduleRole.id,
      policy: policyJson("role policy", [
        allow("Start", ["codebuild:StartBuild"], projectArn),
        // The request of the schedule contains the role of the build
        allow("PassRole", ["iam:PassRole"], `arn:${partition}:iam::${accountId}:role/${commandName}`, {
          StringEquals: { "iam:PassedToService": "codebuild.amazonaws.com" },
        }),
      ]),
    });

    new SchedulerSchedule(this, "Schedule", {
      name: commandName,
      description,
      scheduleExpression: props.schedule,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: `arn:${partition}:scheduler:::aws-sdk:codebuild:startBuild`,
        roleArn: scheduleRole.arn,
        input: literal(
          inputOf(
            props,
            files.flatMap(({ commands }) => commands),
          ),
        ),
      },
      dependsOn: [project, scheduleRolePolicy, ...files.flatMap(({ parameters }) => parameters)],
    });
  }
}

/** Commands of a build that the schedule did not start. */
const refusal = ["echo 'only the schedule starts this project' && exit 1"];

/** Request of the schedule to CodeBuild. */
function inputOf(props: ScheduledCommandProps, writingFiles: readonly string[]): string {
  const { commandName, accountId, partition } = props;
  return JSON.stringify({
    ProjectName: commandName,
    BuildspecOverride: buildspec(commandsOf(props, writingFiles)),
    ImageOverride: image,
    EnvironmentTypeOverride: environment,
    PrivilegedModeOverride: false,
    ServiceRoleOverride: `arn:${partition}:iam::${accountId}:role/${commandName}`,
  });
}

/**
 * Maximum length of a buildspec in characters. CodeBuild refuses a longer one when the build starts, and Scheduler does not report it.
 *
 * @see https://github.com/aws/aws-cdk/issues/30326
 */
export const longestBuildspec = 25_600;

/** A buildspec as JSON, which is also valid YAML. */
function buildspec(commands: readonly string[]): string {
  const text = JSON.stringify({
    version: "0.2",
    phases: {
      install: { "on-failure": "ABORT", "runtime-versions": { nodejs: nodeVersion } },
      build: { "on-failure": "ABORT", commands },
    },
  });
  if (text.length <= longestBuildspec) return text;
  throw new Error(
    `a buildspec has ${text.length} characters, and CodeBuild accepts at most ${longestBuildspec}; use shorter arguments of the command`,
  );
}

/** Commands of a build. It runs the package only if the SHA-256 is right, and installs no package from a registry. */
const commandsOf = (
  { packageUri, packageSha256, arguments: args }: ScheduledCommandProps,
  writingFiles: readonly string[],
): string[] => [
  `aws s3 cp --only-show-errors ${quoteArgument(packageUri)} package.tgz`,
  `echo '${packageSha256}  package.tgz' | sha256sum --check --strict`,
  "tar -xzf package.tgz",
  ...writingFiles,
  countingProblems(`node package/dist/program/cli/trailkeeper.mjs ${args.map(quoteArgument).join(" ")}`),
];

/** Line of the log of a build that found a problem. */
const problemLine = "trailkeeper-found-a-problem";

/**
 * Runs a command and writes `problemLine` if its exit code is 3, which means for every command that it found a problem. CodeBuild
 * writes each command to the log before it runs, so the command does not contain the line as one word.
 */
function countingProblems(command: string): string {
  const [first = "", ...others] = problemLine.split("-");
  return `${command} || { status=$?; if [ $status -eq 3 ]; then printf '%s-%s\\n' ${first} ${others.join("-")}; fi; exit $status; }`;
}

const packageArn = ({ partition, packageUri }: ScheduledCommandProps): string =>
  `arn:${partition}:s3:::${packageUri.slice("s3://".length)}`;
