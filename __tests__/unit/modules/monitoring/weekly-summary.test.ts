import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine";
import type { PolicyStatement } from "../../../../modules/iam/policy-document";
import { topicPublishing } from "../../../../modules/iam/publishing-grants";
import { WeeklySummary, type WeeklySummaryProps } from "../../../../modules/monitoring/weekly-summary";
import { weeklySummaryDefinition } from "../../../../modules/monitoring/weekly-summary-definition";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const props: WeeklySummaryProps = {
  partition,
  accountId: account(1),
  region: "eu-west-1",
  machineName: "acme-weekly-summary",
  schedule: "cron(0 7 ? * MON *)",
  kmsKeyArn: arn("kms", "eu-west-1", account(1), "key/abcd"),
  logRetentionDays: 365,
  prefix: "acme",
  topicArn: arn("sns", "eu-west-1", account(1), "acme-audit-notify"),
  detections: [{ id: "root-use", title: "The root user acted", severity: "page" }],
  runbookUrl: "docs/runbooks",
};
const resources = synth((scope) => {
  new WeeklySummary(scope, "Summary", props);
});

describe("WeeklySummary", () => {
  test("runs its definition on its schedule", () => {
    expect(resources.one(SchedulerSchedule).schedule_expression).toBe("cron(0 7 ? * MON *)");
    expect(JSON.parse(resources.one(SfnStateMachine).definition)).toEqual(
      JSON.parse(JSON.stringify(weeklySummaryDefinition(props))),
    );
  });

  test("WeeklySummary may only read metrics and publish to one topic", () => {
    const policy = resources.all(IamRolePolicy).find(({ name }) => name === "acme-weekly-summary");
    const statements: PolicyStatement[] = JSON.parse(policy?.policy).Statement;

    expect(statements.slice(0, 3)).toEqual([
      { Sid: "ReadMetrics", Effect: "Allow", Action: ["cloudwatch:GetMetricData"], Resource: "*" },
      ...topicPublishing(props.topicArn, props.kmsKeyArn),
    ]);
  });
});
