import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  SchedulerClient,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { DescribeStateMachineCommand, SFNClient, UpdateStateMachineCommand } from "@aws-sdk/client-sfn";
import { arn } from "../../../../sample-data/values";
import type { PutFault } from "./faulty-account";

const Name = "acme-silence-check";

/** Changes the schedule of the silence check. */
const scheduleFault =
  (change: (schedule: GetScheduleCommandOutput) => Partial<GetScheduleCommandOutput>): PutFault =>
  async (account) => {
    const client = account.client(SchedulerClient);
    const schedule = await client.send(new GetScheduleCommand({ Name }));
    const put = (changes: Partial<GetScheduleCommandOutput>) => {
      const { ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target, State, EndDate } = {
        ...schedule,
        ...changes,
      };
      return client.send(
        new UpdateScheduleCommand({
          Name,
          ScheduleExpression,
          ScheduleExpressionTimezone,
          FlexibleTimeWindow,
          Target,
          State,
          EndDate,
        }),
      );
    };
    await put(change(schedule));
    return () => put({});
  };

/** Faults of scheduled checks. */
export const scheduledCheckFaults: Readonly<Record<string, PutFault>> = {
  "a schedule is disabled": scheduleFault(() => ({ State: "DISABLED" })),
  "a schedule has another target": scheduleFault(({ Target }) => ({
    Target: { Arn: arn("states", "eu-central-1", "1".repeat(12), "stateMachine:other"), RoleArn: Target?.RoleArn },
  })),
  "a schedule has an end in the past": scheduleFault(() => ({ EndDate: new Date("2026-01-01T00:00:00Z") })),
  "the state machine of a scheduled check always succeeds": async (account) => {
    const client = account.client(SFNClient);
    const stateMachineArn = arn("states", account.region, account.id, `stateMachine:${Name}`);
    const { definition } = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    const put = (text: string | undefined) =>
      client.send(new UpdateStateMachineCommand({ stateMachineArn, definition: text }));
    await put('{"StartAt":"Nothing","States":{"Nothing":{"Type":"Succeed"}}}');
    return () => put(definition);
  },
};
