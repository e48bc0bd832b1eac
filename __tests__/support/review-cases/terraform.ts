import { created, deleted, replaced, unchanged, updated } from "../plans";
import type { ReviewCase } from "./review-case";

const bucket = { bucket: "archive" };
const guarded = {
  ...bucket,
  lifecycle: { prevent_destroy: true, ignore_changes: ["tags"], precondition: [{ condition: "a" }] },
};
const withLifecycle = (lifecycle: object) => ({ lifecycle: { ...guarded.lifecycle, ...lifecycle } });
const provisioner = {
  configuration: {
    root_module: {
      module_calls: {
        extra: {
          module: {
            resources: [
              {
                address: "null_resource.run",
                mode: "managed",
                type: "null_resource",
                provisioners: [{ type: "local-exec" }],
              },
            ],
          },
        },
      },
    },
  },
};
const program = {
  configuration: { root_module: { resources: [{ address: "data.external.token", mode: "data", type: "external" }] } },
};
const rule = { name: "a", schedule_expression: "rate(1 day)" };
const run = { address: 'module.extra["a"].null_resource.run[0]' };

const dataSource = { Type: "AWS::QuickSight::DataSource", Properties: { Type: "ATHENA" } };
const stackOf = (template: object) => created("aws_cloudformation_stack", { template_body: JSON.stringify(template) });

export const terraformCases: readonly ReviewCase[] = [
  {
    rule: "commands-run",
    more: provisioner,
    flagged: [created("null_resource", { id: "1" }, run)],
    passed: [unchanged("null_resource", { id: "1" }, run), created("null_resource", { id: "1" })],
  },
  {
    rule: "commands-run",
    flagged: [],
    passed: [],
    more: { action_invocations: [{ address: "action.aws_lambda_invoke.run", type: "aws_lambda_invoke" }] },
    onlyFlagged: true,
  },
  {
    rule: "program-run-while-planning",
    flagged: [],
    passed: [],
    more: program,
    onlyFlagged: true,
  },
  {
    rule: "change-not-visible",
    flagged: [
      created("awscc_s3_bucket_policy", { bucket: "archive" }),
      created("aws_cloudformation_stack", { template_url: "https://example.com/template" }),
      stackOf({ Resources: {} }),
      stackOf({ Resources: { One: dataSource, Two: { Type: "AWS::S3::BucketPolicy" } } }),
      stackOf({ Resources: { One: dataSource, Two: null } }),
      stackOf({ Resources: { One: dataSource }, Transform: "Macro" }),
      stackOf({ Resources: { One: { ...dataSource, Properties: { "Fn::Transform": { Name: "Macro" } } } } }),
      created("aws_cloudformation_stack", { template_body: "Resources: { One: { Type: AWS::S3::BucketPolicy } }" }),
      created("aws_cloudformation_stack", { template_body: "null" }),
    ],
    passed: [
      unchanged("awscc_s3_bucket_policy", { bucket: "archive" }),
      created("aws_s3_bucket", bucket),
      stackOf({ Description: "Data source", Resources: { One: dataSource } }),
    ],
  },
  {
    rule: "plan-incomplete",
    flagged: [],
    passed: [],
    more: { complete: false },
    onlyFlagged: true,
  },
  {
    rule: "resource-forgotten",
    flagged: [deleted("aws_s3_bucket", bucket, { actions: ["forget"] })],
    passed: [deleted("aws_vpc", { id: "vpc-1" }, { actions: ["forget"] }), deleted("aws_s3_bucket", bucket)],
  },
  {
    rule: "resource-changes-region",
    flagged: [replaced("aws_cloudwatch_event_rule", { ...rule, region: "eu-west-1" }, { region: "us-east-1" })],
    passed: [updated("aws_cloudwatch_event_rule", { ...rule, region: null }, { region: "us-east-1" })],
  },
  {
    rule: "prevent-destroy-lifted",
    flagged: [updated("aws_s3_bucket", guarded, { lifecycle: {} })],
    passed: [updated("aws_s3_bucket", guarded, withLifecycle({ create_before_destroy: true }))],
  },
  {
    rule: "changes-ignored",
    flagged: [updated("aws_s3_bucket", guarded, withLifecycle({ ignore_changes: ["tags", "force_destroy"] }))],
    passed: [updated("aws_s3_bucket", guarded, withLifecycle({ ignore_changes: [] }))],
  },
  {
    rule: "precondition-removed",
    flagged: [updated("aws_s3_bucket", guarded, withLifecycle({ precondition: [] }))],
    passed: [
      updated("aws_s3_bucket", guarded, withLifecycle({ precondition: [{ condition: "b" }, { condition: "a" }] })),
    ],
  },
];
