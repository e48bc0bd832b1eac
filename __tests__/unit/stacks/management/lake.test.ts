import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudtrailEventDataStore } from "@cdktf/provider-aws/lib/cloudtrail-event-data-store";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { type Change, organization, stackOf } from "../../../support/organization";
import { account, arn } from "../../../../sample-data/values";

const withLake = (lake: Change = {}, other: Change = {}, trail: Change = {}) =>
  organization("config/example.yaml", {
    ...other,
    trail: { ...trail, lake: { enabled: true, existingCustomer: true, ...lake } },
  });
const management = (...changes: Parameters<typeof withLake>) => stackOf(withLake(...changes), "management");

/** The key of the event data store. */
const keyOf = ({ json }: ReturnType<typeof management>) =>
  Object.entries<{ policy: string; enable_key_rotation: boolean; lifecycle: unknown }>(json.resource.aws_kms_key).find(
    ([id]) => id.startsWith("Lake_Key_"),
  )?.[1];

describe("trail.lake", () => {
  test("trail.lake is disabled by default", () => {
    for (const resources of organization().stacks.values()) {
      expect(resources.all(CloudtrailEventDataStore)).toEqual([]);
    }
  });

  test("creates one event data store, in the management account", () => {
    const { stacks } = withLake();

    const found = [...stacks].filter(([, resources]) => resources.all(CloudtrailEventDataStore).length > 0);
    expect(found.map(([name]) => name)).toEqual(["management"]);
    expect(stackOf({ stacks } as ReturnType<typeof withLake>, "management").all(CloudtrailEventDataStore)).toHaveLength(
      1,
    );
  });

  test("has the selectors of the trail", () => {
    const dataEvents = [{ resourceType: "AWS::S3::Object", arnPrefixes: [arn("s3", "", "", "documents/")] }];
    const trail = { excludeKmsEvents: true, excludeRdsDataApiEvents: true, dataEvents };

    for (const changed of [{}, trail]) {
      const resources = management({}, {}, changed);
      const { advanced_event_selector: selectors } = resources.one(CloudtrailEventDataStore);
      expect(selectors).toEqual(resources.one(Cloudtrail).advanced_event_selector);
      expect(selectors.length).toBe(changed === trail ? 3 : 1);
    }
  });

  test("creates a key only for the event data store, which CloudTrail may use", () => {
    const resources = management();
    const key = keyOf(resources);
    const statements = JSON.parse(key?.policy ?? "").Statement;

    expect(resources.one(CloudtrailEventDataStore).kms_key_id).toMatch(/^\$\{aws_kms_key\.Lake_Key_[A-Z0-9]+\.arn\}$/);
    expect(JSON.stringify([resources.json.resource.aws_cloudwatch_log_group, resources.one(Cloudtrail)])).not.toContain(
      "Lake_Key",
    );
    expect(key?.enable_key_rotation).toBe(true);
    expect(statements.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
      "AccountAdministration",
      "AllowCloudTrailEncryptEds",
      "AllowCloudTrailDescribeKey",
    ]);
    expect(statements[0].Principal.AWS).toBe(arn("iam", "", account(1), "root"));
    expect(resources.all(KmsAlias).map(({ name }) => name)).toContain("alias/acme-lake");
    expect(resources.all(KmsKey)).toHaveLength(2);
  });

  test.each([true, false])("has the same protection as the archives: %j", (preventDestroy) => {
    const resources = management({}, { archive: { preventDestroy } });

    expect(resources.one(CloudtrailEventDataStore)).toMatchObject({
      termination_protection_enabled: preventDestroy,
      lifecycle: { prevent_destroy: preventDestroy },
    });
    expect(keyOf(resources)?.lifecycle).toEqual({ prevent_destroy: preventDestroy });
  });

  test("has the configured billing mode and retention", () => {
    expect(
      management({ billingMode: "FIXED_RETENTION_PRICING", retentionDays: 2557 }).one(CloudtrailEventDataStore),
    ).toMatchObject({ billing_mode: "FIXED_RETENTION_PRICING", retention_period: 2557 });
    expect(management().one(CloudtrailEventDataStore)).toMatchObject({
      billing_mode: "EXTENDABLE_RETENTION_PRICING",
      retention_period: 366,
    });
  });

  test("trail.lake is created after the organization is checked", () => {
    expect(management().one(CloudtrailEventDataStore).depends_on).toEqual([
      expect.stringMatching(/^data\.aws_organizations_organization\.Organization_/),
    ]);
  });
});
