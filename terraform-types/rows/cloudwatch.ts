import { limitedTo, unreviewed } from "../columns/values";
import type { TerraformType } from "../columns/terraform-type";

export const cloudwatchTypes = {
  aws_cloudwatch_dashboard: {
    identity: ["dashboard_name"],
    arn: "arn:{partition}:cloudwatch::{account}:dashboard/{dashboard_name}",
    linkedRole: "none",
    uniqueName: { onTaken: "overwrites", check: "lookup", noun: "CloudWatch dashboard" },
    reads: ["cloudwatch:GetDashboard"],
    contentReads: "none",
    writes: limitedTo("its ARN", "cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: unreviewed,
    verify: { nothing: "it shows, and protects nothing" },
    logs: "none",
  },
  aws_cloudwatch_metric_alarm: {
    identity: ["alarm_name"],
    arn: "arn:{partition}:cloudwatch:{region}:{account}:alarm:{alarm_name}",
    linkedRole: "none",
    uniqueName: { onTaken: "overwrites", check: "alarm-exists" },
    reads: ["cloudwatch:DescribeAlarms", "cloudwatch:ListTagsForResource"],
    contentReads: "none",
    writes: limitedTo(
      "its ARN",
      "cloudwatch:DeleteAlarms",
      "cloudwatch:PutMetricAlarm",
      "cloudwatch:TagResource",
      "cloudwatch:UntagResource",
    ),
    callerAtKey: "no key",
    takeDown: "destroys",
    review: { joinsMoves: true, settingOf: "none", isGuarded: true, policies: [], showsSettings: false },
    verify: "guarantees",
    logs: "none",
  },
} as const satisfies Readonly<Record<string, TerraformType>>;
