import { readFileSync } from "node:fs";
import { estimate, type Estimate } from "../../cli/cost/estimate";
import { prices } from "../../config/schema/prices";
import { readStack } from "../../terraform-types/synthesized/stack";
import { organization } from "../support/organization";

const pageText = readFileSync("docs/cost.md", "utf8");
const readme = readFileSync("README.md", "utf8");

/** Items of the bill by the part of the page. All other items are of the last part. */
const parts: Readonly<Record<string, RegExp>> = {
  "AWS Config": /^AWS Config/,
  alarms: /^(metrics of detections|alarms$|request metrics)/,
};

/** The estimate for the example configuration with 50 accounts, and the volumes that the page lists. */
function estimateOfExample(): Estimate {
  const members = Array.from({ length: 48 }, (_, i) => ({ name: `member-${i}`, id: String(300_000_000_000 + i) }));
  const { config, stacks } = organization("config/example.yaml", { accounts: { members } });
  const roots = [...stacks].map(([name, { json }]) => readStack(name, json));
  return estimate(config, roots, { configItems: 75_000, queriedTerabytes: 0.1 }, prices);
}

const amountOf = ({ lines }: Estimate, isPart: (item: string) => boolean): number =>
  lines.filter(({ item }) => isPart(item)).reduce((sum, { amount }) => sum + amount, 0);

const dollars = (amount: number): string => `$${Math.round(amount)}`;

describe("the cost of 50 accounts", () => {
  const estimated = estimateOfExample();
  const rows = [...pageText.matchAll(/^\| (AWS Config|alarms|logs and queries|total) +\| (\$\d+) /gm)];
  const amounts = Object.fromEntries(rows.map(([, part = "", amount = ""]) => [part, amount]));

  test("the cost of 50 accounts is the estimate of trailkeeper cost on docs/cost.md", () => {
    const isNamed = (item: string) => Object.values(parts).some((pattern) => pattern.test(item));

    expect(amounts).toEqual({
      "AWS Config": dollars(amountOf(estimated, (item) => parts["AWS Config"]?.test(item) ?? false)),
      alarms: dollars(amountOf(estimated, (item) => parts["alarms"]?.test(item) ?? false)),
      "logs and queries": dollars(amountOf(estimated, (item) => !isNamed(item))),
      total: dollars(estimated.total),
    });
    expect(estimated.missing).toEqual([]);
  });

  test("assumes the volumes that docs/cost.md lists", () => {
    const { managementEvents, trailFiles, configItems, queriedTerabytes, month } = estimated.usage;

    expect(month).toBe(12);
    expect(pageText).toContain(`configItems: ${configItems}`);
    expect(pageText).toContain(`queriedTerabytes: ${queriedTerabytes}`);
    expect(pageText.replaceAll(/\s+/g, " ")).toContain(
      `${managementEvents.toLocaleString("en-US")} management events and ${trailFiles.toLocaleString("en-US")} files`,
    );
  });

  test("the cost of 50 accounts is the cost on the README", () => {
    const [, section = ""] = /\n## What it costs\n([^]*?)\n## /.exec(readme) ?? [];

    expect(section.match(/\$\d+/g)).toEqual([
      amounts["total"],
      amounts["AWS Config"],
      amounts["alarms"],
      amounts["logs and queries"],
    ]);
  });
});
