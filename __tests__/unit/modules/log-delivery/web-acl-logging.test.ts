import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { WebAclLogging, type WebAclLoggingProps } from "../../../../modules/log-delivery/web-acl-logging";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "aws-waf-logs-acme");

const webAcl = (region: string, scope: string, name: string) => ({
  arn: arn("wafv2", region, account(3), `${scope}/webacl/${name}/1a2b`),
  region,
  scope,
  name,
});
const webAcls = [
  webAcl("eu-west-1", "regional", "shop"),
  webAcl("us-east-1", "global", "shop"),
  webAcl("us-east-1", "regional", "shop"),
  webAcl("eu-west-1", "regional", "office"),
];

const logging = (props: Partial<WebAclLoggingProps> = {}) =>
  synth((scope) => {
    new WebAclLogging(scope, "WebAclLogging", {
      homeRegion: "eu-west-1",
      webAcls,
      bucketArn,
      redactedHeaders: ["authorization", "cookie"],
      redactQueryString: false,
      onlyActions: [],
      ...props,
    });
  }).all(Wafv2WebAclLoggingConfiguration);

describe("WebAclLogging", () => {
  test("logs every web ACL to the same bucket, even if names are equal", () => {
    const found = logging();

    expect(found.map(({ resource_arn }) => resource_arn).toSorted()).toEqual(
      webAcls.map((each) => each.arn).toSorted(),
    );
    for (const one of found) expect(one.log_destination_configs).toEqual([bucketArn]);
  });

  test("WebAclLogging is in the region of the web ACL, or in us-east-1 for CloudFront", () => {
    for (const { resource_arn, region } of logging()) {
      expect(region).toBe(resource_arn.includes(":us-east-1:") ? "us-east-1" : undefined);
    }
  });

  test("uses the provider of the region if the region has one", () => {
    const found = synth((scope) => {
      const provider = new AwsProvider(scope, "Virginia", { region: "us-east-1", alias: "us-east-1" });
      new WebAclLogging(scope, "WebAclLogging", {
        homeRegion: "eu-west-1",
        providers: new Map([["us-east-1", provider]]),
        webAcls,
        bucketArn,
        redactedHeaders: [],
        redactQueryString: false,
        onlyActions: [],
      });
    }).all(Wafv2WebAclLoggingConfiguration);

    for (const { resource_arn, region, provider } of found) {
      expect(region).toBeUndefined();
      expect(provider).toBe(resource_arn.includes(":us-east-1:") ? "aws.us-east-1" : undefined);
    }
  });

  test("redacts the configured headers in every log", () => {
    for (const { redacted_fields } of logging()) {
      expect(redacted_fields).toEqual([
        { single_header: { name: "authorization" } },
        { single_header: { name: "cookie" } },
      ]);
    }
  });

  test("redacts the query string too if configured", () => {
    for (const { redacted_fields } of logging({ redactedHeaders: ["cookie"], redactQueryString: true })) {
      expect(redacted_fields).toEqual([{ single_header: { name: "cookie" } }, { query_string: {} }]);
    }
    for (const one of logging({ redactedHeaders: [] })) expect(one).not.toHaveProperty("redacted_fields");
  });

  test("logs every request, or only requests with one of the listed actions", () => {
    for (const one of logging()) expect(one).not.toHaveProperty("logging_filter");
    for (const { logging_filter } of logging({ onlyActions: ["BLOCK", "COUNT"] })) {
      expect(logging_filter).toEqual({
        default_behavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: [{ action_condition: { action: "BLOCK" } }, { action_condition: { action: "COUNT" } }],
          },
        ],
      });
    }
  });

  test("depends on the policy of the archive in the log-archive account", () => {
    for (const one of logging({ dependsOn: [{ fqn: "aws_s3_bucket_policy.Archive" }] })) {
      expect(one.depends_on).toEqual(["aws_s3_bucket_policy.Archive"]);
    }
    for (const one of logging()) expect(one).not.toHaveProperty("depends_on");
  });

  test.each(["acme-aws-waf-logs-", "aws-waf-log-acme", "aws-waf-logs"])(
    "fails with a bucket that is named %s",
    (name) => {
      const bucket = arn("s3", "", "", name);

      expect(() => logging({ bucketArn: bucket })).toThrow(
        `AWS WAF logs to a bucket whose name begins with aws-waf-logs-, got ${bucket}`,
      );
    },
  );
});
