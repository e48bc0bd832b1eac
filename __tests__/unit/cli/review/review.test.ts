import { reportJson } from "../../../../cli/review/formats/json";
import { reportMarkdown } from "../../../../cli/review/formats/markdown";
import { reportSarif } from "../../../../cli/review/formats/sarif";
import { reportTable } from "../../../../cli/review/formats/table";
import { review } from "../../../../cli/review/review";
import { PlanError } from "../../../../terraform-types/plan/plan-error";
import { readPlanText } from "../../../../terraform-types/plan/plan-file";
import type { Report } from "../../../../cli/review/report";
import { Dice } from "../../../support/dice";
import {
  type Attributes,
  type PlannedResource,
  arn,
  created,
  deleted,
  planJson,
  planOf,
  replaced,
  unchanged,
  updated,
} from "../../../support/plans";
import { reviewCases } from "../../../support/review-cases/all";

const trail = { name: "organization", enable_logging: true, s3_bucket_name: "archive" };
const reviewed = (resources: readonly PlannedResource[], more: Attributes = {}) => review([planOf(resources, more)]);
const summaryOf = (resources: readonly PlannedResource[], more: Attributes = {}) =>
  reviewed(resources, more).map(({ rule, isUnknown, isDrift }) => [
    rule.id,
    isUnknown ? "unknown" : "certain",
    isDrift,
  ]);
const everyFormat = (report: Report) =>
  [
    reportTable(report, { width: 120, isColoured: false }),
    reportJson(report),
    reportMarkdown(report),
    reportSarif(report),
  ].join("\n");
const reportOf = (findings: Report["findings"]): Report => ({ roots: ["a"], findings, suppressed: [], notices: [] });

describe("an import is compared with the existing resource:", () => {
  const bucket = "acme-cloudtrail-logs";
  const ageing = (days: number) => ({
    rule: [{ status: "Enabled", filter: [{ prefix: "" }], expiration: [{ days }] }],
  });
  const locking = (days: number) => ({ rule: [{ default_retention: [{ mode: "GOVERNANCE", days }] }] });
  const theirTrail = { ...trail, s3_key_prefix: "logs" };

  /** Returns the rules that find a problem in a plan that imports a resource. */
  const foundIn = (resource: PlannedResource, ...others: readonly PlannedResource[]) => {
    const plan = planJson([resource, ...others]);
    plan.resource_changes[0].change.importing = { id: bucket };
    return review([readPlanText("plan.json", JSON.stringify(plan), "log-archive")]).map(({ rule }) => rule.id);
  };

  test.each([
    ["a replaced bucket", replaced("aws_s3_bucket", { bucket }, { bucket: "other" }), "bucket-destroyed"],
    ["a replaced trail", replaced("aws_cloudtrail", trail, { name: "other" }), "trail-destroyed"],
    ["another location of the trail", updated("aws_cloudtrail", trail, { s3_bucket_name: "new" }), "trail-moved"],
    ["a trail without its key prefix", updated("aws_cloudtrail", theirTrail, { s3_key_prefix: "" }), "trail-moved"],
    [
      "a shorter lifecycle",
      updated("aws_s3_bucket_lifecycle_configuration", { bucket, ...ageing(3650) }, ageing(2557)),
      "lifecycle-shortened",
    ],
    [
      "a shorter lock",
      updated("aws_s3_bucket_object_lock_configuration", { bucket, ...locking(400) }, locking(365)),
      "object-lock-shortened",
    ],
    [
      "a shorter retention",
      updated("aws_cloudwatch_log_group", { name: "trail", retention_in_days: 0 }, { retention_in_days: 365 }),
      "log-group-retention-cut",
    ],
  ])("%s is a finding", (_, resource, rule) => {
    expect(foundIn(resource)).toContain(rule);
  });

  test("a first lifecycle is a finding, because the existing bucket deleted nothing", () => {
    const lifecycle = created("aws_s3_bucket_lifecycle_configuration", { bucket, ...ageing(2557) });

    expect(foundIn(unchanged("aws_s3_bucket", { bucket }), lifecycle)).toContain("lifecycle-shortened");
  });

  test("a stricter setting is not a finding", () => {
    expect(foundIn(updated("aws_cloudtrail", trail, { is_multi_region_trail: true }))).toEqual([]);
  });
});

describe("a value that is unknown until apply", () => {
  const unknown = { unknown: { enable_logging: true } };

  test("a value that is unknown until apply is neither certain nor accepted", () => {
    expect(summaryOf([updated("aws_cloudtrail", trail, { enable_logging: undefined }, unknown)])).toEqual([
      ["trail-stopped", "unknown", false],
    ]);
  });

  test("a value that is unknown until apply is unknown if the selectors are missing in the plan", () => {
    const recorded = { ...trail, event_selector: [{ read_write_type: "All", include_management_events: true }] };
    const later = { event_selector: undefined };

    expect(summaryOf([updated("aws_cloudtrail", recorded, later, { unknown: { event_selector: true } })])).toEqual([
      ["trail-events-lost", "unknown", false],
    ]);
  });

  test("a value that is unknown until apply is unknown in a nested block", () => {
    const lock = { bucket: "archive", rule: [{ default_retention: [{ mode: "COMPLIANCE", days: 365 }] }] };
    const days = { rule: [{ default_retention: [{ days: true }] }] };
    const ids = summaryOf([
      updated(
        "aws_s3_bucket_object_lock_configuration",
        lock,
        { rule: [{ default_retention: [{ mode: "COMPLIANCE" }] }] },
        { unknown: days },
      ),
    ]);

    expect(ids).toContainEqual(["object-lock-shortened", "unknown", false]);
    expect(ids.filter(([, certainty]) => certainty === "certain")).toEqual([]);
  });

  test("a value that is unknown until apply is unknown in an existing policy, and not reported in a new policy", () => {
    const policy = { bucket: "archive", policy: "{}" };
    const more = { unknown: { policy: true } };

    expect(
      summaryOf([updated("aws_s3_bucket_policy", policy, { policy: undefined }, more)]).map(([id]) => id),
    ).toContain("bucket-policy-widened");
    expect(
      summaryOf([created("aws_s3_bucket", { bucket: "archive" }), created("aws_s3_bucket_policy", policy, more)]),
    ).toEqual([]);
  });
});

describe("a change outside Terraform", () => {
  const drift = (after: object) => ({
    resource_drift: planJson([updated("aws_cloudtrail", trail, after, { address: "aws_cloudtrail.a" })])
      .resource_changes,
  });
  const stopped = { ...trail, enable_logging: false };

  test("a change outside Terraform is a finding if the configuration agrees with it", () => {
    expect(summaryOf([unchanged("aws_cloudtrail", stopped, { address: "aws_cloudtrail.a" })], drift(stopped))).toEqual([
      ["trail-stopped", "certain", true],
    ]);
  });

  test("a change outside Terraform is not a finding if the plan reverts it", () => {
    const back = updated("aws_cloudtrail", stopped, trail, { address: "aws_cloudtrail.a" });

    expect(summaryOf([back], drift(stopped))).toEqual([]);
  });

  test("a change outside Terraform is not a finding if another resource made the change in the same apply", () => {
    const bucket = { bucket: "archive", policy: "", lifecycle_rule: [] };
    const read = {
      ...bucket,
      policy: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}',
    };
    const resources = [unchanged("aws_s3_bucket", read, { address: "aws_s3_bucket.a" })];
    const more = {
      resource_drift: planJson([updated("aws_s3_bucket", bucket, read, { address: "aws_s3_bucket.a" })])
        .resource_changes,
    };

    expect(summaryOf(resources, more)).toEqual([]);
  });

  test("a change of a policy outside Terraform is a finding unless a resource of the same topic sets this policy", () => {
    const allow = (service: string) =>
      JSON.stringify({
        Statement: { Effect: "Allow", Principal: { Service: service }, Action: "sns:Publish", Resource: "*" },
      });
    const topic = arn("sns", "page");
    const own = allow("cloudwatch.amazonaws.com");
    const ofTopic = (policy: string) => ({ name: "page", arn: topic, policy });
    const found = (policy: string, of = topic) => {
      const topics = updated("aws_sns_topic", ofTopic(allow("events.amazonaws.com")), ofTopic(policy), {
        address: "aws_sns_topic.a",
      });
      const resources = [
        unchanged("aws_sns_topic", ofTopic(policy), { address: "aws_sns_topic.a" }),
        unchanged("aws_sns_topic_policy", { arn: of, policy: own }),
      ];
      return summaryOf(resources, { resource_drift: planJson([topics]).resource_changes });
    };
    const widened = [["channel-policy-widened", "certain", true]];

    expect(found(own)).toEqual([]);
    expect(found(own, arn("sns", "other"))).toEqual(widened);
    expect(found(allow("s3.amazonaws.com"))).toEqual(widened);
  });
});

describe("a resource", () => {
  test("a resource whose address is only moved causes no finding", () => {
    expect(
      summaryOf([unchanged("aws_cloudtrail", trail, { more: { previous_address: "aws_cloudtrail.old" } })]),
    ).toEqual([]);
  });

  test("a resource whose address is moved, and which is changed, causes the finding of the change", () => {
    const moved = updated(
      "aws_cloudtrail",
      trail,
      { enable_logging: false },
      { more: { previous_address: "aws_cloudtrail.old" } },
    );

    expect(summaryOf([moved])).toEqual([["trail-stopped", "certain", false]]);
  });

  test("a resource that is deleted while another one is created with the same name is compared as one change", () => {
    const other = created(
      "aws_cloudtrail",
      { ...trail, enable_logging: false },
      { address: "module.b.aws_cloudtrail.x[0]" },
    );

    expect(summaryOf([deleted("aws_cloudtrail", trail), other])).toEqual([["trail-stopped", "certain", false]]);
  });

  test("a resource that is imported is compared with the existing resource", () => {
    const imported = updated("aws_cloudtrail", trail, { enable_logging: false });

    expect(summaryOf([{ ...imported, actions: ["update"] }])).toEqual([["trail-stopped", "certain", false]]);
  });
});

test("the deposed object of a replacement is compared if it is a bucket, and otherwise ignored", () => {
  const more = { more: { deposed: "ab12" } };

  expect(summaryOf([deleted("aws_s3_bucket", { bucket: "archive" }, more)])).toEqual([
    ["bucket-destroyed", "certain", false],
  ]);
  expect(summaryOf([deleted("aws_cloudwatch_metric_alarm", { alarm_name: "a" }, more)])).toEqual([]);
});

test("a removed subscriber is reported without the address", () => {
  const page = { topic_arn: "page", protocol: "email", endpoint: "laura@example.com" };
  const [finding] = reviewed([deleted("aws_sns_topic_subscription", page)]);

  expect(finding?.details).toEqual(["endpoint: email to l…@example.com"]);
});

test("a long detail is shortened for people, and complete in JSON", () => {
  const long = "x".repeat(2_000);
  const report = reportOf(reviewed([updated("aws_cloudtrail", trail, { s3_bucket_name: long })]));

  expect(reportJson(report)).toContain(long);
  for (const text of [
    reportTable(report, { width: 120, isColoured: false }),
    reportMarkdown(report),
    reportSarif(report),
  ])
    expect([text.includes("… "), text.includes(long)]).toEqual([true, false]);
});

describe("sensitive values", () => {
  const secret = "hunter2-4711";
  const marks = { sensitiveBefore: { s3_bucket_name: true }, sensitiveAfter: { s3_bucket_name: true } };

  test("sensitive values are compared, and never printed in any format", () => {
    const findings = reviewed([
      updated("aws_cloudtrail", { ...trail, s3_bucket_name: secret }, { s3_bucket_name: `${secret}-new` }, marks),
    ]);
    const output = everyFormat(reportOf(findings));

    expect(findings.map(({ rule }) => rule.id)).toEqual(["trail-moved"]);
    expect(output).not.toContain(secret);
    expect(output).toContain("its value is sensitive");
  });

  test("sensitive values of one resource are not printed with another resource", () => {
    const findings = reviewed([
      unchanged("aws_db_instance", { password: secret }, { sensitiveAfter: { password: true } }),
      updated("aws_cloudtrail", trail, { s3_bucket_name: `of-${secret}` }),
    ]);

    expect(everyFormat(reportOf(findings))).not.toContain(secret);
  });

  test("sensitive values that are not set hide no other value", () => {
    const query = (id: string) => ({ metric_query: [{ id, period: null }] });
    const findings = reviewed([
      unchanged("aws_db_instance", { password: null }, { sensitiveAfter: { password: true } }),
      updated("aws_cloudwatch_metric_alarm", query("bytes"), query("other")),
    ]);

    expect(findings.flatMap(({ details }) => details).join()).toContain('"period":null');
  });

  test("sensitive values are not printed by any rule if the whole resource is sensitive", () => {
    for (const { flagged, more } of reviewCases) {
      const hidden = flagged.map((one) => Object.assign({}, one, { sensitiveBefore: true, sensitiveAfter: true }));
      const texts = new Set(
        hidden.flatMap(({ before, after }) => [before, after].flatMap(leaves)).filter((text) => text.length > 3),
      );
      const details = reviewed(hidden, more)
        .flatMap((finding) => finding.details)
        .join("\n");

      expect(
        [...texts].filter(
          (text) => details.includes(text) && !"true false changes its value is sensitive".includes(text),
        ),
      ).toEqual([]);
    }
  });
});

const leaves = (value: unknown): string[] =>
  typeof value === "object" && value !== null
    ? Object.values(value).flatMap(leaves)
    : typeof value === "string"
      ? [value]
      : [];

describe("a plan with random content", () => {
  const dice = new Dice(11);
  const keys = [
    "policy",
    "rule",
    "bucket",
    "name",
    "enable_logging",
    "actions",
    "change",
    "before",
    "after",
    "type",
    "mode",
    "address",
    "values",
  ];
  const value = (depth: number): unknown =>
    dice.pick([
      () => null,
      () => dice.below(5) - 2,
      () => dice.pick(["", "{", "[]", "null", "x", '{"Statement":[1]}', "\u0000", "aws_cloudtrail"]),
      () => dice.below(2) === 1,
      () => (depth === 0 ? [] : dice.list(0, 3, () => value(depth - 1))),
      () => (depth === 0 ? {} : Object.fromEntries(dice.list(0, 4, () => [dice.pick(keys), value(depth - 1)]))),
    ])();

  test("a plan with random content is refused with a clear error, or reviewed", () => {
    let reviews = 0;
    for (let i = 0; i < 3_000; i += 1) {
      const json = {
        ...planJson([]),
        resource_changes: dice.list(0, 2, () => value(4)),
        configuration: { root_module: value(4) },
      };
      try {
        review([readPlanText("a.json", JSON.stringify(json), "a")]);
        reviews += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(PlanError);
      }
    }

    expect(reviews).toBeGreaterThan(100);
  });

  test("a plan with random content in the attributes that rules read is reviewed without an error", () => {
    const cases = reviewCases.flatMap(({ flagged }) => flagged);
    for (const resource of cases) {
      for (const part of ["before", "after"] as const) {
        if (resource[part] === null) continue;
        for (const name of Object.keys(resource[part])) {
          const broken = { ...resource, [part]: { ...resource[part], [name]: value(3) } };

          expect(() => reviewed([broken])).not.toThrow();
        }
      }
    }
  });
});
