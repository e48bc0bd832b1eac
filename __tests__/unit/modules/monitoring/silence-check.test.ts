import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { topicPublishing } from "../../../../modules/iam/publishing-grants";
import { SilenceCheck, type SilenceCheckProps } from "../../../../modules/monitoring/silence-check";
import { silenceCheckDefinition } from "../../../../modules/monitoring/silence-check-definition";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const logGroupArn = arn("logs", "eu-west-1", account(1), "log-group:acme-organization-trail");
const props: SilenceCheckProps = {
  partition,
  accountId: account(1),
  region: "eu-west-1",
  machineName: "acme-silence-check",
  kmsKeyArn: arn("kms", "eu-west-1", account(1), "key/abcd"),
  logRetentionDays: 365,
  prefix: "acme",
  logGroupName: "acme-organization-trail",
  logGroupArn,
  topicArn: arn("sns", "eu-west-1", account(1), "acme-audit-notify"),
  accounts: [{ id: account(1), name: "management" }],
  runbook: "docs/runbooks/account-or-region-silent.md",
};
const silenceCheck = (changes: Partial<SilenceCheckProps> = {}) =>
  synth((scope) => {
    new SilenceCheck(scope, "Check", { ...props, ...changes });
  });

describe("SilenceCheck", () => {
  test("runs every day by default, or on the given schedule", () => {
    expect(silenceCheck().one(SchedulerSchedule).schedule_expression).toBe("cron(0 6 * * ? *)");
    expect(silenceCheck({ schedule: "cron(0 9 * * ? *)" }).one(SchedulerSchedule).schedule_expression).toBe(
      "cron(0 9 * * ? *)",
    );
  });

  test("runs the definition of the silence check", () => {
    expect(JSON.parse(silenceCheck().one(SfnStateMachine).definition)).toEqual(
      JSON.parse(JSON.stringify(silenceCheckDefinition(props))),
    );
  });

  test("SilenceCheck may only query one log group and publish to one topic", () => {
    const policy = silenceCheck()
      .all(IamRolePolicy)
      .find(({ name }) => name === "acme-silence-check");
    const statements: PolicyStatement[] = JSON.parse(policy?.policy).Statement;

    expect(statements.slice(0, 4)).toEqual([
      { Sid: "AskLogGroup", Effect: "Allow", Action: ["logs:StartQuery"], Resource: [logGroupArn, `${logGroupArn}:*`] },
      { Sid: "ReadAnswers", Effect: "Allow", Action: ["logs:GetQueryResults"], Resource: "*" },
      ...topicPublishing(props.topicArn, props.kmsKeyArn),
    ]);
  });
});
