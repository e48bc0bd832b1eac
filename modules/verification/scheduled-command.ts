import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CodebuildProject } from "@cdktf/provider-aws/lib/codebuild-project";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../iam/policy-document";
import { scheduleTrustJson } from "../iam/schedule-trust";
import { literal } from "../terraform/terraform-template";

/** Image of the builds. AWS maintains it. It contains Node 22, the AWS CLI and coreutils. */
const image = "aws/codebuild/amazonlinux-x86_64-standard:5.0";
const environment = "LINUX_CONTAINER";

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
   * Files that the command reads in its folder, by name. The schedule contains these files. They are not in a bucket, because
   * somebody could change them there.
   *
   * @default none
   */
  readonly files?: Readonly<Record<string, string>>;

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
 * A command of this project that runs by schedule, in a build of CodeBuild. A build fails if the command finds a problem.
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
        allow("WriteLog", ["logs:CreateLogStream", "logs:PutLogEvents"], [`${logGroup.arn}:*`]),
      ]),
    });

    const project = new CodebuildProject(this, "Resource", {
      name: commandName,
      description,
      serviceRole: role.arn,
      artifacts: { type: "NO_ARTIFACTS" },
      source: { type: "NO_SOURCE", buildspec: buildspec(["echo 'only the schedule starts this project' && exit 1"]) },
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
        input: literal(inputOf(props)),
      },
      dependsOn: [project, scheduleRolePolicy],
    });
  }
}

/** Maximum size of an input of EventBridge Scheduler, in bytes. */
const longestInput = 262_144;

/** Request of the schedule to CodeBuild. */
function inputOf(props: ScheduledCommandProps): string {
  const { commandName, accountId, partition } = props;
  const input = JSON.stringify({
    ProjectName: commandName,
    BuildspecOverride: buildspec(commandsOf(props)),
    ImageOverride: image,
    EnvironmentTypeOverride: environment,
    PrivilegedModeOverride: false,
    ServiceRoleOverride: `arn:${partition}:iam::${accountId}:role/${commandName}`,
  });
  if (input.length <= longestInput) return input;
  throw new Error(
    `the input of the schedule ${commandName} has ${input.length} bytes, and Scheduler accepts at most ${longestInput}; run the command in a pipeline instead`,
  );
}

/** A buildspec as JSON, which is also valid YAML. */
const buildspec = (commands: readonly string[]): string =>
  JSON.stringify({ version: "0.2", phases: { build: { "on-failure": "ABORT", commands } } });

/** Commands of a build. It runs the package only if the SHA-256 is right, and installs no package from a registry. */
const commandsOf = ({ packageUri, packageSha256, arguments: args, files = {} }: ScheduledCommandProps): string[] => [
  `aws s3 cp --only-show-errors ${quoteArgument(packageUri)} package.tgz`,
  `echo '${packageSha256}  package.tgz' | sha256sum --check --strict`,
  "tar -xzf package.tgz",
  ...Object.entries(files).flatMap(writingOf),
  `node package/dist/program/cli/trailkeeper.mjs ${args.map(quoteArgument).join(" ")}`,
];

/** Maximum length of an argument in characters. Linux accepts 131,072 bytes. */
const longestArgument = 60_000;

/** Commands that write a file. */
function writingOf([name, content]: readonly [string, string]): string[] {
  const encoded = Buffer.from(content).toString("base64");
  const parts = encoded.match(new RegExp(`.{1,${longestArgument}}`, "g")) ?? [""];
  const file = quoteArgument(`${name}.base64`);
  return [
    ...parts.map((part, index) => `printf %s ${quoteArgument(part)} ${index === 0 ? ">" : ">>"} ${file}`),
    `base64 -d ${file} > ${quoteArgument(name)}`,
  ];
}

/** An argument for a shell. */
function quoteArgument(text: string): string {
  if (text.includes("'"))
    throw new Error(`an argument of a scheduled command cannot contain a single quote, got ${text}`);
  return `'${text}'`;
}

const packageArn = ({ partition, packageUri }: ScheduledCommandProps): string =>
  `arn:${partition}:s3:::${packageUri.slice("s3://".length)}`;
