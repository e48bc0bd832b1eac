import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { OsisPipeline } from "@cdktf/provider-aws/lib/osis-pipeline";
import { SearchPipeline, type SearchPipelineProps } from "../../../../features/search/search-pipeline";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/search");

const build = (more: Partial<SearchPipelineProps> = {}) =>
  synth((scope) => {
    new SearchPipeline(scope, "Pipeline", {
      pipelineName: "acme-trail",
      definition: "hosts: [{domainEndpoint}]\nid: ${/eventID}\nkey: %{yyyy}\n",
      domainEndpoint: "vpc-acme.example.com",
      minUnits: 1,
      maxUnits: 4,
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
      logGroupName: "/aws/vendedlogs/OpenSearchIngestion/acme-trail",
      logRetentionDays: 400,
      kmsKeyArn,
      dependsOn: [],
      ...more,
    });
  });

const resources = build();
const pipeline = resources.one(OsisPipeline);

describe("SearchPipeline", () => {
  test("SearchPipeline is inside the VPC", () => {
    expect(pipeline.vpc_options).toEqual([{ subnet_ids: ["subnet-1", "subnet-2"], security_group_ids: ["sg-1"] }]);
  });

  test("scales from its minimum to its maximum", () => {
    expect(pipeline).toMatchObject({ pipeline_name: "acme-trail", min_units: 1, max_units: 4 });
  });

  test("writes to the domain over TLS, and escapes Data Prepper's braces for Terraform", () => {
    expect(pipeline.pipeline_configuration_body).toBe(
      "hosts: [https://vpc-acme.example.com]\nid: $${/eventID}\nkey: %%{yyyy}\n",
    );
  });

  test("logs to an encrypted log group with the name prefix that OpenSearch Ingestion requires", () => {
    const [group] = Object.keys(resources.json.resource.aws_cloudwatch_log_group);

    expect(resources.one(CloudwatchLogGroup)).toMatchObject({
      name: expect.stringMatching(/^\/aws\/vendedlogs\//),
      kms_key_id: kmsKeyArn,
      retention_in_days: 400,
    });
    expect(pipeline.log_publishing_options).toEqual([
      {
        is_logging_enabled: true,
        cloudwatch_log_destination: [{ log_group: `\${aws_cloudwatch_log_group.${group}.name}` }],
      },
    ]);
  });

  test.each([1, 96])("SearchPipeline may have %d units, which are within the limit", (units) => {
    expect(build({ minUnits: units, maxUnits: units }).one(OsisPipeline)).toMatchObject({ min_units: units });
  });

  test("fails when its maximum is below its minimum", () => {
    expect(() => build({ minUnits: 5 })).toThrow("maxUnits must be minUnits (5) or more, got 4");
  });

  test("fails when its definition does not contain the placeholder of the domain", () => {
    expect(() => build({ definition: "hosts: []" })).toThrow(
      "the definition must contain {domainEndpoint}, the endpoint of its sink",
    );
  });
});
