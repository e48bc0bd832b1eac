import { BatchGetProjectsCommand, CodeBuildClient } from "@aws-sdk/client-codebuild";
import { GetScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { DescribeStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { unlessAbsent } from "../../aws-reader/answers";
import { asTerraform, block, differences } from "../compare";
import type { Guarantee } from "../guarantee";
import { applyAgain } from "./fixes";

/** JSON without white space. The order stays the same, because it decides which choice a state machine takes. */
const compact = (json: string | undefined) => (json ? JSON.stringify(JSON.parse(json)) : undefined);

/**
 * Guarantees of scheduled checks. Alarms detect a check that does not run or fails. They do not detect a check that someone
 * changed so that it always succeeds.
 */
export const scheduledCheckGuarantees: readonly Guarantee[] = [
  {
    id: "schedule",
    promise: "Every schedule is enabled, has no end date, and has its synthesized target.",
    fix: applyAgain,
    types: ["aws_scheduler_schedule"],
    reads: ["scheduler:GetSchedule"],
    async find(expected, deployed) {
      const { name: Name, group_name: GroupName } = expected;
      const answer = deployed.client(SchedulerClient).send(new GetScheduleCommand({ Name, GroupName }));
      const schedule = await unlessAbsent(answer, "ResourceNotFoundException");
      if (schedule === undefined) return [`schedule ${Name} does not exist`];
      const { arn, role_arn: roleArn, input } = block(expected.target);
      return differences(`schedule ${Name}`, {
        state: [expected.state ?? "ENABLED", schedule.State],
        schedule: [expected.schedule_expression, schedule.ScheduleExpression],
        "time zone": [expected.schedule_expression_timezone ?? "UTC", schedule.ScheduleExpressionTimezone ?? "UTC"],
        start: [expected.start_date, schedule.StartDate?.toISOString()],
        end: [expected.end_date, schedule.EndDate?.toISOString()],
        target: [arn, schedule.Target?.Arn],
        role: [roleArn, schedule.Target?.RoleArn],
        input: [compact(input), compact(schedule.Target?.Input)],
      });
    },
  },
  {
    id: "state-machine",
    promise: "Every state machine has its synthesized definition and role.",
    fix: applyAgain,
    types: ["aws_sfn_state_machine"],
    reads: ["states:DescribeStateMachine"],
    async find({ name, definition, role_arn: roleArn }, deployed) {
      const stateMachineArn = deployed.arnOf("aws_sfn_state_machine", { name });
      const answer = deployed.client(SFNClient).send(new DescribeStateMachineCommand({ stateMachineArn }));
      const machine = await unlessAbsent(answer, "StateMachineDoesNotExist");
      if (machine === undefined) return [`state machine ${name} does not exist`];
      return differences(`state machine ${name}`, {
        definition: [compact(definition), compact(machine.definition)],
        role: [roleArn, machine.roleArn],
      });
    },
  },
  {
    id: "build-project",
    promise:
      "Every build project of a scheduled command has its synthesized source and role, and no other setting that changes a build.",
    fix: applyAgain,
    types: ["aws_codebuild_project"],
    reads: ["codebuild:BatchGetProjects"],
    async find(expected, deployed) {
      const { name } = expected;
      const command = new BatchGetProjectsCommand({ names: [name] });
      const { projects: [project] = [] } = await deployed.client(CodeBuildClient).send(command);
      if (project === undefined) return [`build project ${name} does not exist`];
      const [wanted, environment] = [block(expected.environment), asTerraform(project.environment)];
      return differences(`build project ${name}`, {
        "type of its source": [block(expected.source).type, project.source?.type],
        buildspec: [compact(block(expected.source).buildspec), compact(project.source?.buildspec)],
        "other sources": [undefined, project.secondarySources],
        role: [expected.service_role, project.serviceRole],
        image: [wanted.image, environment?.image],
        "type of its environment": [wanted.type, environment?.type],
        "environment variables": [undefined, environment?.environment_variables],
        "privileged mode": [wanted.privileged_mode ?? false, environment?.privileged_mode ?? false],
        network: [undefined, project.vpcConfig?.vpcId],
        "file systems": [undefined, project.fileSystemLocations],
        key: [expected.encryption_key, project.encryptionKey],
      });
    },
  },
];
