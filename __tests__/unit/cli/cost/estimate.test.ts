import { listPrices as prices } from "../../../../cli/cost/prices";
import { allHunts, partsOf } from "../../../../hunts/hunt";
import { countedIn } from "../../../../cli/cost/counted";
import { estimate } from "../../../../cli/cost/estimate";
import type { GivenUsage } from "../../../../cli/cost/usage";
import { readStack } from "../../../../terraform-types/synthesized/stack";
import { account } from "../../../../sample-data/values";
import { type Change, organization } from "../../../support/organization";

const example = "config/examples/everything.yaml";

/** Returns the estimate for the example with changes. */
function estimated(change: Change, usage: GivenUsage = {}, rates = prices as Parameters<typeof estimate>[3]) {
  return estimate(organization(example, change).config, stacks, usage, rates);
}
const stacks = [...organization(example).stacks].map(([name, { json }]) => readStack(name, json));
const amountOf = ({ lines }: ReturnType<typeof estimate>, item: string) =>
  lines.find((line) => line.item === item)?.amount ?? 0;

/** A volume for every log source, so that each log source has a line. */
const volumes = {
  managementEvents: 1e8,
  trailFiles: 1e6,
  dataEvents: 1e7,
  configItems: 1e5,
  flowLogGigabytes: 1_000,
  transitGatewayGigabytes: 1_000,
  dnsLogGigabytes: 1_000,
  webAclGigabytes: 1_000,
  loadBalancerGigabytes: 1_000,
  accessLogGigabytes: 1_000,
  sessionGigabytes: 1_000,
  applicationLogGigabytes: 1_000,
  findingGigabytes: 1_000,
  queriedTerabytes: 10,
};

describe("the cost estimate", () => {
  test("contains known amounts for known volumes", () => {
    const of = (item: string) => amountOf(estimated({ trail: { excludeKmsEvents: false } }, volumes), item);

    expect(of("data events")).toBeCloseTo(10);
    expect(of("CloudTrail Insights")).toBeCloseTo(2 * 350);
    expect(of("log group of the trail, new events")).toBeCloseTo(((1e8 + 1e7) * 1_500 * 0.5) / 1e9);
    expect(of("AWS Config items")).toBeCloseTo(300);
    expect(of("VPC flow logs, delivery")).toBeCloseTo(285);
    expect(of("AWS WAF logs, delivery")).toBeCloseTo(250);
    expect(of("saved queries")).toBeCloseTo(50);
  });

  describe("contains for daily hunts", () => {
    // The example has logs of each other log source, but only rejected traffic
    const every = { flowLogs: { trafficType: "ALL" } };
    const usage = { ...volumes, eventBytes: 1_000, compression: 11 };
    const of = (hunts: object, logSources: object = {}) => {
      const change = { hunts: { enabled: true, ...hunts }, trail: { excludeKmsEvents: false }, logSources } as Change;
      const { lines } = estimated(change, usage);
      const read = lines.filter(({ item }) => item.startsWith("daily hunts, "));
      return Object.fromEntries(
        read.map(({ item, quantity }) => [item.replace("daily hunts, ", ""), Math.round(quantity)]),
      );
    };
    // 110 gigabytes of events, and 1,000 gigabytes of each other log source. Access logs are not compressed
    const all = {
      CloudTrail: 20,
      "VPC flow logs": 182,
      "DNS query logs": 182,
      "S3 access logs": 2_000,
      "Security Hub findings": 182,
    };

    test("the log files of each day twice, for each log source that has logs", () => {
      expect(of({}, every)).toEqual(all);
    });

    test("the price of Athena", () => {
      const { lines } = estimated({ hunts: { enabled: true }, logSources: every } as Change, usage);
      const { amount, quantity } = lines.find(({ item }) => item === "daily hunts, S3 access logs") ?? {};

      expect([quantity, amount]).toEqual([2_000, 10]);
    });

    test("no line for log sources without logs, or if hunts are disabled", () => {
      const { "VPC flow logs": _, ...others } = all;
      const off = (names: readonly string[]) =>
        Object.fromEntries(names.map((name) => [name, { off: "Nobody has time for it." }]));
      const overFlowLogs = allHunts().filter((hunt) => partsOf(hunt).some(({ source }) => source === "flow-logs"));

      expect(of({}, { flowLogs: { trafficType: "REJECT" } })).toEqual(others);
      expect(of({ overrides: off(overFlowLogs.map(({ name }) => name)) }, every)).toEqual(others);
      expect(of({ enabled: false }, every)).toEqual({});
    });
  });

  test("contains the users of dashboards, their memory, and refreshes that read all days of the dashboards", () => {
    const of = (dashboards: Change["dashboards"], item: string) =>
      amountOf(
        estimated(
          { dashboards, trail: { excludeKmsEvents: false } },
          {
            ...volumes,
            eventBytes: 1_000,
            compression: 11,
            dashboardReaders: 20,
            dashboardAuthors: 2,
            dashboardGigabytes: 10,
          },
        ),
        item,
      );
    const items = ["readers", "authors", "memory", "refreshes"].map((item) => `QuickSight, ${item}`);
    const amounts = (dashboards: Change["dashboards"]) => items.map((item) => Number(of(dashboards, item).toFixed(4)));

    // 110 gigabytes of JSON are 10 in the archive, and each is read on 14 days
    expect(amounts({ days: 14 })).toEqual([60, 48, 3.8, 0.7]);
    expect(amounts({ days: 14, directQuery: true })).toEqual([60, 48, 0, 0]);
    expect(amounts({ enabled: false })).toEqual([0, 0, 0, 0]);
  });

  test("omits the events that the trail excludes", () => {
    const ofEvents = (excludeKmsEvents: boolean) =>
      amountOf(
        estimated({ trail: { excludeKmsEvents } }, { managementEvents: 1e9, readOnlyKmsShare: 0.4 }),
        "log group of the trail, new events",
      );

    expect(ofEvents(true)).toBeCloseTo(ofEvents(false) * 0.6);
  });

  test("counts a metric of several filters once", () => {
    const filter = { metric_transformation: [{ namespace: "audit", name: "root-use" }] };
    const json = {
      provider: { aws: [{ allowed_account_ids: [account(1)], region: "eu-central-1" }] },
      resource: { aws_cloudwatch_log_metric_filter: { a: filter, b: filter } },
    };

    expect(countedIn([readStack("management", json)]).metrics).toBe(1);
  });

  test("the cost estimate is the sum of its lines, which are sorted by amount", () => {
    const { total, lines } = estimated({}, volumes);

    expect(total).toBeCloseTo(lines.reduce((sum, { amount }) => sum + amount, 0));
    expect(lines.map(({ amount }) => amount)).toEqual(lines.map(({ amount }) => amount).toSorted((a, b) => b - a));
  });

  test("counts the resources of the synthesized Terraform", () => {
    const { lines } = estimated({});
    const quantity = (item: string) => lines.find((line) => line.item === item)?.quantity;
    const count = (type: string) =>
      stacks.flatMap(({ resources }) => resources).filter((one) => one.type === type).length;

    const filters = stacks.flatMap(({ resources }) =>
      resources.filter(({ type }) => type === "aws_cloudwatch_log_metric_filter"),
    );
    const metricNames = new Set(filters.map(({ attributes }) => attributes.metric_transformation.name));

    expect(quantity("KMS keys")).toBe(count("aws_kms_key"));
    expect(quantity("metrics of detections, if each metric has matches in every hour")).toBe(metricNames.size);
    expect(quantity("alarms")).toBe(count("aws_cloudwatch_metric_alarm"));
    expect(quantity("AWS Config rules, one evaluation a day")).toBeCloseTo(
      (count("aws_config_config_rule") * 365) / 12,
    );
  });

  test.each(Object.keys(prices))("does not fall when the price %s rises", (name) => {
    const usage = { ...volumes, otherTrails: 1, month: 60 };
    const dearer = { ...prices, [name]: prices[name as "alarmMonth"] * 2 };

    expect(estimated({}, usage, dearer).total).toBeGreaterThanOrEqual(estimated({}, usage).total);
  });

  test.each(Object.entries(volumes))("rises with more %s", (name, volume) => {
    const more = { ...volumes, [name]: volume * 2 };

    expect(estimated({}, more).total).toBeGreaterThan(estimated({}, volumes).total);
  });

  test("rises with the months, because logs are kept", () => {
    expect(estimated({}, { ...volumes, month: 13 }).total).toBeGreaterThan(
      estimated({}, { ...volumes, month: 12 }).total,
    );
  });

  test("charges for copies of management events when other trails record them, except Control Tower's trail", () => {
    const item = "copies of management events";

    expect(amountOf(estimated({}, { ...volumes, otherTrails: 1 }), item)).toBeCloseTo(2_000);
    expect(amountOf(estimated({}, { ...volumes, otherTrails: 0 }), item)).toBe(0);
    const controlTower = organization("config/examples/control-tower.yaml").config;
    const beside = estimate(
      { ...controlTower, trail: { ...controlTower.trail, dataEvents: [] } },
      [],
      { ...volumes, otherTrails: 1 },
      prices,
    );

    expect(beside.lines.filter(({ setting }) => setting.startsWith("trail.") || setting === "mode")).toEqual([]);
  });

  test("contains no charge for a log source that is disabled", () => {
    const without = estimated({ logSources: { dnsQueryLogs: { vpcs: "none", listedVpcs: [] } } }, volumes);

    expect(without.lines.filter(({ item }) => item.startsWith("DNS query logs"))).toEqual([]);
    expect(without.missing).not.toContain("dnsLogGigabytes");
  });

  test("contains the lines of the SIEM feeds, or none if there are no feeds", () => {
    const feeds = ({ lines }: ReturnType<typeof estimate>) => lines.filter(({ setting }) => setting === "siemFeeds");

    expect(feeds(estimated({}, volumes)).length).toBe(3);
    expect(feeds(estimated({ siemFeeds: [] }, volumes))).toEqual([]);
    const read = (change: Change) =>
      feeds(estimated(change, volumes)).find(({ unit }) => unit === "objects")?.quantity ?? 0;
    const flowLogFiles = (1_000 * 1e9) / 10 / 1e6;
    const flowLogs = { vpcs: "none", exceptAccounts: [], transitGateways: [] };

    expect(read({})).toBeCloseTo(2 * 1e6 + 4 * flowLogFiles);
    const withoutFlowLogs = { logSources: { flowLogs }, search: { logs: { flowLogs: { enabled: false } } } };

    expect(read(withoutFlowLogs)).toBeCloseTo(read({}) - flowLogFiles);
  });

  test("contains the OCUs of the search's other pipelines for the volume, at least one and at most the maximum", () => {
    const units = (change: Change, given = volumes) =>
      estimated(change, given).lines.find(({ setting }) => setting === "search.logs")?.quantity ?? 0;
    const without = (name: string): Change => ({ search: { logs: { [name]: { enabled: false } } } });
    const more = { ...volumes, flowLogGigabytes: 30_417 };

    expect(units({})).toBe(3);
    expect(units(without("flowLogs"))).toBe(2);
    expect(units({}, more)).toBe(7 + 2);
    expect(units({ search: { logs: { flowLogs: { maxUnits: 5 } } } }, more)).toBe(5 + 2);
    expect(units({ search: { enabled: false } })).toBe(0);
  });

  test("lists its assumptions, and each enabled log source without a given volume", () => {
    const { assumed, missing } = estimated({}, { managementEvents: 1 });

    expect(assumed).toContain("trailFiles");
    expect(assumed).not.toContain("managementEvents");
    expect(missing).toEqual(
      expect.arrayContaining(["flowLogGigabytes", "dataEvents", "configItems", "queriedTerabytes"]),
    );
    expect(estimated({}, volumes).missing).toEqual([]);
  });
});

describe("the savings of a cost estimate", () => {
  test("the savings of a cost estimate are the amounts by which the total falls, at most three, the largest first, one for each setting", () => {
    const { savings, total } = estimated({}, volumes);
    const amounts = savings.map(({ amount }) => amount);

    expect(savings).toHaveLength(3);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    expect(new Set(savings.map(({ setting }) => setting)).size).toBe(3);
    const insights = savings.find(({ setting }) => setting === "trail.insights");
    expect(insights?.amount).toBeCloseTo(total - estimated({ trail: { insights: [] } }, volumes).total);
  });

  test("the savings of a cost estimate contain the larger of two changes of one setting", () => {
    const { config } = organization(example);
    const steps = {
      infrequentAccessDays: null,
      glacierInstantRetrievalDays: null,
      glacierDays: null,
      deepArchiveDays: null,
    };
    const standard = {
      ...config,
      archive: { ...config.archive, lifecycle: { ...config.archive.lifecycle, ...steps } },
    };
    const { savings } = estimate(standard, stacks, { flowLogGigabytes: 1e6, month: 60 }, prices);

    expect(savings.filter(({ setting }) => setting === "archive.lifecycle.preset")).toEqual([
      expect.objectContaining({ change: "classical" }),
    ]);
  });

  test("the savings of a cost estimate do not contain a change that the configuration already has", () => {
    const lean = { trail: { insights: [], lake: { enabled: false } }, search: { enabled: false } };

    expect(estimated(lean, volumes).savings.map(({ setting }) => setting)).not.toContain("search.enabled");
    expect(estimated({}, {}).savings.every(({ amount }) => amount >= 1)).toBe(true);
  });
});
