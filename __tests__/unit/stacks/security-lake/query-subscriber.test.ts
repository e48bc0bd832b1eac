import { SecuritylakeSubscriber } from "@cdktf/provider-aws/lib/securitylake-subscriber";
import { TerraformOutput } from "cdktf";
import { QuerySubscriber } from "../../../../stacks/security-lake/query-subscriber";
import { account } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const made = synth((scope) => {
  const { resourceShareArn } = new QuerySubscriber(scope, "Subscriber", {
    subscriberName: "acme-audit",
    description: "Queries",
    subscriberAccountId: account(2),
    externalId: "acme-audit",
    sourceNames: ["CLOUD_TRAIL_MGMT", "S3_DATA"],
  });
  new TerraformOutput(scope, "share", { value: resourceShareArn, staticId: true });
});
const subscriber = made.one(SecuritylakeSubscriber);

describe("QuerySubscriber", () => {
  test("has query access, and no access to objects", () => {
    expect(subscriber.access_type).toBe("LAKEFORMATION");
  });

  test("shares the tables only with the account", () => {
    expect(subscriber.subscriber_identity).toEqual([{ principal: account(2), external_id: "acme-audit" }]);
  });

  test("shares the tables of each source in source version 2, with a block for each source", () => {
    const sourceOf = (source_name: string) => ({
      aws_log_source_resource: [{ source_name, source_version: "2.0" }],
    });

    expect(subscriber.source).toEqual([sourceOf("CLOUD_TRAIL_MGMT"), sourceOf("S3_DATA")]);
  });

  test("outputs the share that the account accepts", () => {
    expect(made.json.output.share.value).toMatch(
      /^\$\{aws_securitylake_subscriber\.Subscriber_[A-Z0-9]+\.resource_share_arn\}$/,
    );
  });
});
