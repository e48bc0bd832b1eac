import type { CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { type DataEvents, dataEvents, managementEvents } from "../../../../modules/trail/event-selectors";
import { account, arn } from "../../../../sample-data/values";

interface Field {
  readonly field: string;
  readonly equalTo?: string[];
  readonly notEquals?: string[];
  readonly startsWith?: string[];
  readonly notStartsWith?: string[];
}

const fieldsOf = ({ fieldSelector }: CloudtrailAdvancedEventSelector) => fieldSelector as readonly Field[];

/** Returns whether CloudTrail records an event: every field of one selector must match. */
const records = (selectors: readonly CloudtrailAdvancedEventSelector[], event: Readonly<Record<string, string>>) =>
  selectors.some((selector) =>
    fieldsOf(selector).every(({ field, equalTo, notEquals, startsWith, notStartsWith }) => {
      const value = event[field] ?? "";
      return (
        (equalTo?.includes(value) ?? true) &&
        (startsWith?.some((start) => value.startsWith(start)) ?? true) &&
        !notEquals?.includes(value) &&
        !notStartsWith?.some((start) => value.startsWith(start))
      );
    }),
  );

const management = (eventSource: string, readOnly: boolean) => ({
  eventCategory: "Management",
  eventSource,
  readOnly: String(readOnly),
});

const data = (type: string, resourceArn: string, readOnly = false) => ({
  eventCategory: "Data",
  "resources.type": type,
  "resources.ARN": resourceArn,
  readOnly: String(readOnly),
});

const bucket = (name: string) => arn("s3", "", "", name);
const archives = [bucket("acme-trail-archive"), bucket("acme-access-logs")];
const s3 = (overrides: Partial<DataEvents> = {}): DataEvents => ({
  resourceType: "AWS::S3::Object",
  arnPrefixes: [bucket("")],
  access: "all",
  ...overrides,
});

describe("managementEvents", () => {
  test("managementEvents is one selector without conditions if no source is excluded", () => {
    expect(managementEvents([])).toEqual([
      { name: "Management events selector", fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] },
    ]);
  });

  test.each([
    ["kms.amazonaws.com", false, true],
    ["kms.amazonaws.com", true, false],
    ["rdsdata.amazonaws.com", false, true],
    ["rdsdata.amazonaws.com", true, false],
    ["iam.amazonaws.com", false, true],
    ["iam.amazonaws.com", true, true],
  ])(
    "managementEvents with KMS and the RDS Data API excluded, records %s with readOnly %o: %o",
    (source, readOnly, recorded) => {
      const selectors = managementEvents(["kms.amazonaws.com", "rdsdata.amazonaws.com"]);

      expect(records(selectors, management(source, readOnly))).toBe(recorded);
      expect(records(managementEvents([]), management(source, readOnly))).toBe(true);
    },
  );

  test.each([[[]], [["kms.amazonaws.com"]]])("records no data event if %j are excluded", (excluded) => {
    expect(records(managementEvents(excluded), data("AWS::S3::Object", bucket("shop/a")))).toBe(false);
  });

  test("managementEvents is two selectors if sources are excluded: all writes, and reads of other sources", () => {
    const category = { field: "eventCategory", equalTo: ["Management"] };

    expect(managementEvents(["kms.amazonaws.com"])).toEqual([
      {
        name: "Writing management events",
        fieldSelector: [category, { field: "readOnly", equalTo: ["false"] }],
      },
      {
        name: "Reading management events of all but the excluded sources",
        fieldSelector: [
          category,
          { field: "readOnly", equalTo: ["true"] },
          { field: "eventSource", notEquals: ["kms.amazonaws.com"] },
        ],
      },
    ]);
  });

  test("uses Equals for fields that support only Equals", () => {
    const fields = managementEvents(["kms.amazonaws.com"]).flatMap(fieldsOf);

    for (const { field, ...operators } of fields.filter((selector) => selector.field !== "eventSource")) {
      expect([field, Object.keys(operators)]).toEqual([field, ["equalTo"]]);
    }
  });
});

describe("dataEvents", () => {
  test("dataEvents is empty by default", () => {
    expect(dataEvents([], archives)).toEqual([]);
  });

  test("dataEvents is one selector for each entry, with the name of the entry", () => {
    const names = dataEvents([s3(), s3(), s3({ resourceType: "AWS::Lambda::Function" })], archives).map(
      ({ name }) => name,
    );

    expect(names).toEqual([
      "Data events 1: AWS::S3::Object",
      "Data events 2: AWS::S3::Object",
      "Data events 3: AWS::Lambda::Function",
    ]);
  });

  test("matches only the given type below the given ARNs", () => {
    const fields = dataEvents([s3({ arnPrefixes: [bucket("shop/"), bucket("blog/")] })], archives).flatMap(fieldsOf);

    expect(fields).toEqual([
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: ["AWS::S3::Object"] },
      {
        field: "resources.ARN",
        startsWith: [bucket("shop/"), bucket("blog/")],
        notStartsWith: [`${bucket("acme-trail-archive")}/`, `${bucket("acme-access-logs")}/`],
      },
    ]);
  });

  test.each([
    ["all", true, true],
    ["all", false, true],
    ["read", true, true],
    ["read", false, false],
    ["write", true, false],
    ["write", false, true],
  ] as const)("dataEvents with access %s, records an event with readOnly %o: %o", (access, readOnly, recorded) => {
    const event = data("AWS::S3::Object", bucket("shop/a"), readOnly);

    expect(records(dataEvents([s3({ access })], archives), event)).toBe(recorded);
  });

  test.each([
    ["acme-trail-archive/cloudtrail-logs/a.gz", false],
    ["acme-access-logs/a", false],
    ["acme-trail-archive-of-the-shop/a", true],
    ["shop/a", true],
  ])("dataEvents with every bucket allowed, records a write to %s: %o", (object, recorded) => {
    expect(records(dataEvents([s3()], archives), data("AWS::S3::Object", bucket(object)))).toBe(recorded);
  });

  test("excludes the archive's buckets only in S3 selectors", () => {
    const functions = s3({ resourceType: "AWS::Lambda::Function", arnPrefixes: [arn("lambda", "", "", "")] });
    const calls = data("AWS::Lambda::Function", arn("lambda", "", "", `function-of-${account(3)}`));
    const selectors = dataEvents([functions], archives);

    expect(selectors.flatMap(fieldsOf).filter(({ notStartsWith }) => notStartsWith)).toEqual([]);
    expect(records(selectors, calls)).toBe(true);
  });
});
