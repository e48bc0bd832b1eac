import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { Construct } from "constructs";
import { type PolicyStatement, allow, policyJson, serviceTrustJson } from "../iam/policy-document";
import { scheduleTrustJson } from "../iam/schedule-trust";
import type { StateMachineDefinition } from "./state-machine-definition";
import { literal } from "../terraform/terraform-template";

/** Maximum size of a definition in Step Functions, in bytes. */
const definitionLimitBytes = 1_000_000;

export interface ScheduledMachineProps {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;

  /** Name of the state machine and of its schedule, and prefix of the names of its roles. */
  readonly machineName: string;
  readonly definition: StateMachineDefinition;

  /** Schedule in UTC: `cron(0 7 ? * MON *)`. */
  readonly schedule: string;

  /** Permissions of the tasks of the state machine. */
  readonly statements: readonly PolicyStatement[];

  /** Key of the definition, the executions and the log. Its policy must allow log delivery to decrypt. */
  readonly kmsKeyArn: string;

  /** Days that the log of errors is kept. CloudWatch Logs accepts only some periods. */
  readonly logRetentionDays: number;
}

/**
 * An encrypted state machine that a schedule starts, with a log of its errors.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export class ScheduledMachine extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledMachineProps) {
    super(scope, id);

    const { machineName, accountId, kmsKeyArn } = props;
    const machineArn = arnOf(props, "states", `stateMachine:${machineName}`);

    const logGroup = new CloudwatchLogGroup(this, "LogGroup", {
      // With this prefix, log delivery needs no resource policy. An account can have only ten resource policies
      name: `/aws/vendedlogs/states/${machineName}`,
      retentionInDays: props.logRetentionDays,
      kmsKeyId: kmsKeyArn,
    });

    const role = new IamRole(this, "Role", {
      name: machineName,
      description: `Permissions of the state machine ${machineName}`,
      assumeRolePolicy: serviceTrustJson("states.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": accountId, "aws:SourceArn": machineArn },
      }),
    });
    const rolePolicy = new IamRolePolicy(this, "RolePolicy", {
      name: machineName,
      role: role.id,
      policy: policyJson("role policy", [...props.statements, ...ownStatements(props, machineArn)]),
    });

    const machine = new SfnStateMachine(this, "Resource", {
      name: machineName,
      type: "STANDARD",
      roleArn: role.arn,
      definition: literal(definitionJson(props)),
      encryptionConfiguration: {
        type: "CUSTOMER_MANAGED_KMS_KEY",
        kmsKeyId: kmsKeyArn,
        kmsDataKeyReusePeriodSeconds: 300,
      },
      loggingConfiguration: { level: "ERROR", includeExecutionData: false, logDestination: `${logGroup.arn}:*` },
      // Step Functions checks the role when the state machine is created
      dependsOn: [rolePolicy],
    });

    const scheduleRole = new IamRole(this, "ScheduleRole", {
      name: `${machineName}-start`,
      description: `Allows the schedule to start the state machine ${machineName}`,
      assumeRolePolicy: scheduleTrustJson(props),
    });
    const scheduleRolePolicy = new IamRolePolicy(this, "ScheduleRolePolicy", {
      name: `${machineName}-start`,
      role: scheduleRole.id,
      policy: policyJson("role policy", [
        allow("Start", ["states:StartExecution"], machineArn),
        encryption(props, "EncryptInput", machineArn),
      ]),
    });

    new SchedulerSchedule(this, "Schedule", {
      name: machineName,
      description: `Starts the state machine ${machineName}`,
      scheduleExpression: props.schedule,
      scheduleExpressionTimezone: "UTC",
      flexibleTimeWindow: { mode: "OFF" },
      // The schedule has no customer-managed key, because it has no data to encrypt
      target: { arn: machine.arn, roleArn: scheduleRole.arn },
      dependsOn: [scheduleRolePolicy],
    });
  }
}

function definitionJson({ machineName, definition }: ScheduledMachineProps): string {
  const json = JSON.stringify(definition);
  const bytes = Buffer.byteLength(json);
  if (bytes > definitionLimitBytes) {
    throw new Error(
      `the definition of ${machineName} has ${bytes} bytes, but Step Functions accepts at most ${definitionLimitBytes}`,
    );
  }
  return json;
}

/** Permissions for the executions and the log of errors of the state machine. */
function ownStatements(props: ScheduledMachineProps, machineArn: string): PolicyStatement[] {
  return [
    encryption(props, "EncryptExecutions", machineArn),
    allow("EncryptLog", ["kms:GenerateDataKey"], props.kmsKeyArn, {
      StringEquals: { "kms:EncryptionContext:SourceArn": arnOf(props, "logs", "*") },
    }),
    // IAM supports no resource for these actions: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    allow(
      "DeliverLog",
      [
        "logs:CreateLogDelivery",
        "logs:GetLogDelivery",
        "logs:UpdateLogDelivery",
        "logs:DeleteLogDelivery",
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
      ],
      "*",
    ),
  ];
}

function encryption({ kmsKeyArn }: ScheduledMachineProps, Sid: string, machineArn: string): PolicyStatement {
  return allow(Sid, ["kms:Decrypt", "kms:GenerateDataKey"], kmsKeyArn, {
    StringEquals: { "kms:EncryptionContext:aws:states:stateMachineArn": machineArn },
  });
}

function arnOf({ partition, region, accountId }: ScheduledMachineProps, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}
