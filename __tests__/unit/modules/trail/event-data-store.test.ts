import { Cloudtrail, type CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudtrailEventDataStore } from "@cdktf/provider-aws/lib/cloudtrail-event-data-store";
import { EventDataStore, type EventDataStoreProps } from "../../../../modules/trail/event-data-store";
import { dataEvents, managementEvents } from "../../../../modules/trail/event-selectors";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const kmsKeyArn = arn("kms", "eu-west-1", account(1), "key/lake");
const archiveBucketArns = [arn("s3", "", "", "acme-trail-archive")];

const eventDataStore = (props: Partial<EventDataStoreProps> = {}) =>
  synth((scope) => {
    new EventDataStore(scope, "Store", {
      eventDataStoreName: "acme-organization-events",
      kmsKeyArn,
      billingMode: "EXTENDABLE_RETENTION_PRICING",
      retentionDays: 366,
      excludedSources: [],
      dataEvents: [],
      archiveBucketArns,
      preventDestroy: true,
      ...props,
    });
  });
const store = (props: Partial<EventDataStoreProps> = {}) => eventDataStore(props).one(CloudtrailEventDataStore);

/** Selectors of the store and of the trail, as Terraform reads them. */
const ofTrail = (advancedEventSelector: CloudtrailAdvancedEventSelector[]) =>
  synth((scope) => {
    new Cloudtrail(scope, "Trail", { name: "trail", s3BucketName: "bucket", advancedEventSelector });
  }).one(Cloudtrail).advanced_event_selector;

describe("EventDataStore", () => {
  test("records every region of every account of the organization", () => {
    expect(store()).toMatchObject({
      name: "acme-organization-events",
      organization_enabled: true,
      multi_region_enabled: true,
    });
  });

  test("EventDataStore is encrypted with the given key", () => {
    expect(store().kms_key_id).toBe(kmsKeyArn);
  });

  test.each([true, false])(
    "EventDataStore is protected from deletion by Terraform and by CloudTrail: %j",
    (preventDestroy) => {
      expect(store({ preventDestroy })).toMatchObject({
        termination_protection_enabled: preventDestroy,
        lifecycle: { prevent_destroy: preventDestroy },
      });
    },
  );

  test("records all management events", () => {
    expect(store().advanced_event_selector).toEqual(ofTrail(managementEvents([])));
  });

  test("has the selectors of the trail: the same excluded sources and data events, and never the archive", () => {
    const excludedSources = ["kms.amazonaws.com"];
    const events = [
      { resourceType: "AWS::S3::Object", arnPrefixes: [arn("s3", "", "", "x/")], access: "write" },
    ] as const;

    expect(store({ excludedSources, dataEvents: events }).advanced_event_selector).toEqual(
      ofTrail([...managementEvents(excludedSources), ...dataEvents(events, archiveBucketArns)]),
    );
  });

  test("EventDataStore is created after the given resources", () => {
    expect(store({ dependsOn: [{ fqn: "data.organization" }] }).depends_on).toEqual(["data.organization"]);
  });

  test.each([
    ["EXTENDABLE_RETENTION_PRICING", 7],
    ["EXTENDABLE_RETENTION_PRICING", 8],
    ["EXTENDABLE_RETENTION_PRICING", 3653],
    ["FIXED_RETENTION_PRICING", 7],
    ["FIXED_RETENTION_PRICING", 2557],
  ] as const)(
    "EventDataStore with the billing mode %s keeps events for its number of days, %d",
    (billingMode, retentionDays) => {
      expect(store({ billingMode, retentionDays })).toMatchObject({
        billing_mode: billingMode,
        retention_period: retentionDays,
      });
    },
  );

  test.each([
    ["EXTENDABLE_RETENTION_PRICING", 6, 3653],
    ["EXTENDABLE_RETENTION_PRICING", 3654, 3653],
    ["EXTENDABLE_RETENTION_PRICING", 7.5, 3653],
    ["FIXED_RETENTION_PRICING", 6, 2557],
    ["FIXED_RETENTION_PRICING", 2558, 2557],
  ] as const)("fails with the billing mode %s and %d days", (billingMode, retentionDays, most) => {
    expect(() => store({ billingMode, retentionDays })).toThrow(
      `retentionDays must be a whole number of days, 7 to ${most} with ${billingMode}, got ${retentionDays}`,
    );
  });
});
