import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import { type PolicyStatement, allow } from "../../../../modules/iam/policy-document";
import { ScheduledMachine, type ScheduledMachineProps } from "../../../../modules/monitoring/scheduled-machine";
import type { StateMachineDefinition } from "../../../../modules/monitoring/state-machine-definition";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const kmsKeyArn = arn("kms", "eu-west-1", account(1), "key/abcd");
const machineArn = arn("states", "eu-west-1", account(1), "stateMachine:acme-check");
const task = allow("Publish", ["sns:Publish"], arn("sns", "eu-west-1", account(1), "acme-notify"));
const definition = (Comment = "Checks"): StateMachineDefinition => ({
  Comment,
  QueryLanguage: "JSONata",
  TimeoutSeconds: 60,
  StartAt: "Done",
  States: { Done: { Type: "Succeed" } },
});

const scheduledMachine = (props: Partial<ScheduledMachineProps> = {}) =>
  synth((scope) => {
    new ScheduledMachine(scope, "Machine", {
      partition,
      accountId: account(1),
      region: "eu-west-1",
      machineName: "acme-check",
      definition: definition(),
      schedule: "cron(0 6 * * ? *)",
      statements: [task],
      kmsKeyArn,
      logRetentionDays: 365,
      ...props,
    });
  });
const resources = scheduledMachine();
const roleOf = (service: string) =>
  resources.all(IamRole).find(({ assume_role_policy }) => assume_role_policy.includes(`${service}.amazonaws.com`));
const statementsOf = (policyName: string): PolicyStatement[] =>
  JSON.parse(resources.all(IamRolePolicy).find(({ name }) => name === policyName)?.policy).Statement;

describe("ScheduledMachine", () => {
  test("encrypts its definition and executions, and logs its errors without data", () => {
    expect(resources.one(SfnStateMachine)).toMatchObject({
      name: "acme-check",
      type: "STANDARD",
      definition: JSON.stringify(definition()),
      encryption_configuration: { type: "CUSTOMER_MANAGED_KMS_KEY", kms_key_id: kmsKeyArn },
      logging_configuration: {
        level: "ERROR",
        include_execution_data: false,
        log_destination: expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..*\.arn\}:\*$/),
      },
    });
    expect(resources.one(CloudwatchLogGroup)).toMatchObject({
      name: "/aws/vendedlogs/states/acme-check",
      kms_key_id: kmsKeyArn,
      retention_in_days: 365,
    });
  });

  test("sends the expressions to Step Functions unchanged, even if they contain Terraform templates", () => {
    const { definition: text } = scheduledMachine({ definition: definition("%{a} ${b}") }).one(SfnStateMachine);

    expect(JSON.parse(text).Comment).toBe("%%{a} $${b}");
  });

  test("has a role with the permissions of its tasks, with its encryption context and log delivery", () => {
    expect(JSON.parse(roleOf("states")?.assume_role_policy).Statement[0].Condition).toEqual({
      StringEquals: { "aws:SourceAccount": account(1), "aws:SourceArn": machineArn },
    });
    const [own, executions, log, delivery, ...more] = statementsOf("acme-check");
    expect(more).toEqual([]);
    expect(own).toEqual(task);
    expect(executions).toMatchObject({
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: kmsKeyArn,
      Condition: { StringEquals: { "kms:EncryptionContext:aws:states:stateMachineArn": machineArn } },
    });
    expect(log).toMatchObject({
      Action: ["kms:GenerateDataKey"],
      Resource: kmsKeyArn,
      Condition: { StringEquals: { "kms:EncryptionContext:SourceArn": arn("logs", "eu-west-1", account(1), "*") } },
    });
    expect(
      [delivery?.Action].flat().every((action) => /^logs:.*(LogDeliver|ResourcePolic|LogGroups)/.test(String(action))),
    ).toBe(true);
  });

  test("ScheduledMachine is created after its role has its policy, because Step Functions tests the log delivery", () => {
    expect(resources.one(SfnStateMachine).depends_on).toEqual([
      expect.stringMatching(/^aws_iam_role_policy\..*RolePolicy/),
    ]);
  });

  test("ScheduledMachine is started by the schedule at the given minute in UTC, with a role that may do nothing else", () => {
    expect(resources.one(SchedulerSchedule)).toMatchObject({
      name: "acme-check",
      schedule_expression: "cron(0 6 * * ? *)",
      schedule_expression_timezone: "UTC",
      flexible_time_window: { mode: "OFF" },
      target: {
        arn: expect.stringMatching(/^\$\{aws_sfn_state_machine\./),
        role_arn: expect.stringMatching(/ScheduleRole_.*\.arn\}$/),
      },
      depends_on: [expect.stringMatching(/ScheduleRolePolicy/)],
    });
    expect(JSON.parse(roleOf("scheduler")?.assume_role_policy).Statement[0].Condition).toEqual({
      StringEquals: {
        "aws:SourceAccount": account(1),
        "aws:SourceArn": arn("scheduler", "eu-west-1", account(1), "schedule-group/default"),
      },
    });
    expect(statementsOf("acme-check-start")).toEqual([
      expect.objectContaining({ Action: ["states:StartExecution"], Resource: machineArn }),
      expect.objectContaining({
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: kmsKeyArn,
        Condition: { StringEquals: { "kms:EncryptionContext:aws:states:stateMachineArn": machineArn } },
      }),
    ]);
  });

  const empty = JSON.stringify(definition("")).length;

  test.each([999_999, 1_000_000])("accepts a definition of %i bytes", (bytes) => {
    const machine = scheduledMachine({ definition: definition("x".repeat(bytes - empty)) }).one(SfnStateMachine);

    expect(machine.definition).toHaveLength(bytes);
  });

  test("fails when a definition has 1,000,001 bytes", () => {
    expect(() => scheduledMachine({ definition: definition("x".repeat(1_000_001 - empty)) })).toThrow(
      "the definition of acme-check has 1000001 bytes, but Step Functions accepts at most 1000000",
    );
  });
});
