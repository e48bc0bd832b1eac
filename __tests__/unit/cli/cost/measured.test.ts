import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { measuredUsage } from "../../../../cli/cost/measured";
import type { Connections } from "../../../../cli/aws-reader/connections";
import { organization } from "../../../support/organization";

const { config } = organization("config/example.yaml");
const now = new Date("2026-11-23T10:00:00Z");

/** Metrics of CloudWatch: the values of each query, in pages. */
function cloudWatch(values: Readonly<Record<string, readonly number[]>>) {
  const inputs: { readonly StartTime: Date; readonly EndTime: Date }[] = [];
  const send = async ({
    input,
  }: {
    input: { MetricDataQueries: { Id: string }[]; StartTime: Date; EndTime: Date; NextToken?: string };
  }) => {
    inputs.push(input);
    const half = (Id: string) => {
      const all = values[Id] ?? [];
      const middle = Math.ceil(all.length / 2);
      return input.NextToken === undefined ? all.slice(0, middle) : all.slice(middle);
    };
    return {
      MetricDataResults: input.MetricDataQueries.map(({ Id }) => ({ Id, Values: half(Id) })),
      ...(input.NextToken === undefined && { NextToken: "more" }),
    };
  };
  const connections = {
    to: async () => ({ client: () => Object.assign(Object.create(CloudWatchClient.prototype), { send }) }),
  };
  return { inputs, connections: connections as unknown as Connections };
}

const month = (value: number) => Array.from({ length: 30 }, () => value);
const toMonth = 365 / 12 / 30;

test("events, files, compression and queries of a month are read from the metrics of thirty complete days", async () => {
  const { connections, inputs } = cloudWatch({
    events: month(1_000),
    bytes: month(2_000_000),
    stored: Array.from({ length: 30 }, (_, day) => 1e9 + day * 200_000),
    objects: Array.from({ length: 30 }, (_, day) => 500 + day * 10),
    read: month(1e12),
  });
  const usage = await measuredUsage(config, { readOnlyKmsShare: 0.3, dataEvents: 400 }, connections, now);

  expect(usage).toEqual({
    managementEvents: Math.round(30_000 * toMonth - 400),
    eventBytes: 2_000,
    compression: expect.closeTo(10),
    trailFiles: Math.round(300 * toMonth),
    queriedTerabytes: expect.closeTo(30 * toMonth),
  });
  for (const { StartTime, EndTime } of inputs) {
    expect(EndTime).toEqual(new Date("2026-11-23T00:00:00Z"));
    expect(EndTime.getTime() - StartTime.getTime()).toBe(30 * 86_400_000);
  }
});

test("events that the trail excludes are added", async () => {
  const { connections } = cloudWatch({ events: month(700), bytes: month(700) });
  const excluding = { ...config, trail: { ...config.trail, excludeKmsEvents: true } };

  expect((await measuredUsage(excluding, { readOnlyKmsShare: 0.3 }, connections, now)).managementEvents).toBe(
    Math.round(30_000 * toMonth),
  );
});

test("a volume without a metric is omitted", async () => {
  expect(await measuredUsage(config, { readOnlyKmsShare: 0.3 }, cloudWatch({}).connections, now)).toEqual({});
  const { connections } = cloudWatch({ objects: [5], stored: [9, 3], bytes: month(1), events: month(1) });

  expect(Object.keys(await measuredUsage(config, { readOnlyKmsShare: 0.3 }, connections, now))).toEqual([
    "managementEvents",
    "eventBytes",
  ]);
});
