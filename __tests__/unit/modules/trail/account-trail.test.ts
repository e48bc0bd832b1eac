import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { TerraformOutput } from "cdktf";
import { AccountTrail, type AccountTrailProps } from "../../../../modules/trail/account-trail";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const archiveKeyArn = arn("kms", "eu-west-1", account(2), "key/archive");
const archiveBucketArn = arn("s3", "", "", "acme-trail-archive");

const accountTrail = (props: Partial<AccountTrailProps> = {}) =>
  synth((scope) => {
    const { trailArn } = new AccountTrail(scope, "Trail", {
      trailName: "acme-outside-trail",
      bucketName: "acme-trail-archive",
      prefix: "cloudtrail-logs",
      archiveKeyArn,
      excludedSources: [],
      dataEvents: [],
      archiveBucketArns: [archiveBucketArn],
      preventDestroy: true,
      ...props,
    });
    new TerraformOutput(scope, "trail", { value: trailArn, staticId: true });
  });
const trailOf = (props: Partial<AccountTrailProps> = {}) => accountTrail(props).one(Cloudtrail);

describe("AccountTrail", () => {
  test("records every region of the account, including global services, with digests", () => {
    expect(trailOf()).toMatchObject({
      name: "acme-outside-trail",
      is_organization_trail: false,
      is_multi_region_trail: true,
      include_global_service_events: true,
      enable_log_file_validation: true,
      enable_logging: true,
    });
  });

  test("delivers to the archive, below its prefix, encrypted with the archive key", () => {
    expect(trailOf()).toMatchObject({
      s3_bucket_name: "acme-trail-archive",
      s3_key_prefix: "cloudtrail-logs",
      kms_key_id: archiveKeyArn,
    });
  });

  test("creates no other resource, and keeps its address", () => {
    const { resource } = accountTrail().json;

    expect(Object.keys(resource)).toEqual(["aws_cloudtrail"]);
    expect(Object.keys(resource.aws_cloudtrail)).toEqual([expect.stringMatching(/^Trail_[A-Z0-9]{8}$/)]);
  });

  test("records every management event, and no data event, by default", () => {
    expect(trailOf().advanced_event_selector).toEqual([
      { name: "Management events selector", field_selector: [{ field: "eventCategory", equals: ["Management"] }] },
    ]);
  });

  test("excludes only read events of excluded sources, and data events of the archive", () => {
    const { advanced_event_selector: selectors } = trailOf({
      excludedSources: ["kms.amazonaws.com"],
      dataEvents: [{ resourceType: "AWS::S3::Object", arnPrefixes: [arn("s3", "", "", "shop/")], access: "write" }],
    });
    const fields = selectors.map(({ field_selector }: { field_selector: object[] }) => field_selector);

    expect(fields).toEqual([
      [
        { field: "eventCategory", equals: ["Management"] },
        { field: "readOnly", equals: ["false"] },
      ],
      [
        { field: "eventCategory", equals: ["Management"] },
        { field: "readOnly", equals: ["true"] },
        { field: "eventSource", not_equals: ["kms.amazonaws.com"] },
      ],
      expect.arrayContaining([
        { field: "eventCategory", equals: ["Data"] },
        {
          field: "resources.ARN",
          starts_with: [arn("s3", "", "", "shop/")],
          not_starts_with: [`${archiveBucketArn}/`],
        },
      ]),
    ]);
  });

  test.each([true, false])("sets prevent_destroy according to preventDestroy %o", (preventDestroy) => {
    expect(trailOf({ preventDestroy }).lifecycle).toEqual({ prevent_destroy: preventDestroy });
  });

  test("outputs its ARN", () => {
    expect(accountTrail().json.output.trail.value).toMatch(/^\$\{aws_cloudtrail\.Trail_[A-Z0-9]+\.arn\}$/);
  });
});
