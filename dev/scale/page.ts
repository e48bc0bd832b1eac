import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { table } from "../../shared/markdown-table";
import { type Figures, figuresOf, mostPartitions, sizes } from "./figures";
import { deploymentHours, measured } from "./measured";
import { type ScaleChart, drawing } from "./pictures";
import { quotas } from "./quotas";

const page = "docs/ten-thousand-accounts.md";
const begin = "<!-- figures: written by `npm run scale` -->";
const end = "<!-- end of the figures -->";

const number = (value: number, digits = 0): string => value.toLocaleString("en-US", { maximumFractionDigits: digits });

/** The figures as tables. */
export function figureTables(figures: readonly Figures[]): string {
  const heads = figures.map(({ accounts }) => `${number(accounts)} accounts`);
  const row = (name: string, value: (one: Figures) => string) => [name, ...figures.map(value)];
  const names = figures[0]?.sizes.map(({ name }) => name) ?? [];
  const sizeOf = (one: Figures, name: string) => {
    const found = one.sizes.find((sized) => sized.name === name);
    return found === undefined ? "" : `${number(found.size)} of ${number(found.limit)}`;
  };
  return [
    "### What grows",
    "",
    ...table(
      ["", ...heads],
      [
        row("objects that CloudTrail writes on a day", ({ objects }) => number(objects)),
        row("partitions of `cloudtrail` over 31 days", ({ partitions }) => number(partitions)),
        row("queries into which the largest saved query is split, in all regions of AWS", ({ statements }) =>
          number(statements),
        ),
        row("roots, each with one state file", ({ roots }) => number(roots)),
        row("US dollars in the twelfth month", ({ cost }) => number(cost)),
        row("terabytes that queries must read in a month for the lakehouse to save money", ({ lakehouseFrom }) =>
          number(lakehouseFrom, 1),
        ),
      ],
    ),
    "### Policies and definitions",
    "",
    "The size of the largest policy or definition of each kind in all roots, and the limit of AWS, in bytes.",
    "",
    ...table(
      ["", ...heads],
      names.map((name) => row(name, (one) => sizeOf(one, name))),
    ),
    "### Bytes of Terraform",
    "",
    ...table(
      ["Root", ...heads],
      [
        row("log archive", ({ bytes }) => number(bytes.logArchive)),
        row("management", ({ bytes }) => number(bytes.management)),
        row("a member", ({ bytes }) => number(bytes.member)),
      ],
    ),
    "### Limits in the order in which they are reached",
    "",
    ...table(
      ["Limit", "Value", "Maximum number of accounts", "Beyond"],
      quotas().map(({ what, limit, accounts, beyond }) => [what, limit, number(accounts), beyond]),
    ),
    "### Times",
    "",
    `Measured on ${measured.day} with every log source, on two cores that other programs also used.`,
    "",
    ...table(
      ["Accounts", "`npm run synth`, seconds", "Peak memory, MB"],
      measured.synthesis.map(({ accounts, seconds, megabytes }) => [
        number(accounts),
        number(seconds, 1),
        number(megabytes),
      ]),
    ),
    `Plans and deployments are extrapolated: ${measured.deployment.roots} members took ${measured.deployment.seconds} seconds on the local AWS, on ${measured.deployment.cores} cores.`,
    "",
    ...table(
      ["Roots", "Hours on 2 cores", "Hours on 16 cores"],
      figures.map(({ roots }) => [
        number(roots),
        number(deploymentHours(roots, 2), 1),
        number(deploymentHours(roots, 16), 1),
      ]),
    ),
  ].join("\n");
}

/** The charts of the page. */
export function chartsOf(figures: readonly Figures[]): ScaleChart[] {
  const line = (name: string, value: (one: Figures) => number) => ({ name, values: figures.map(value) });
  const accounts = figures.map((one) => one.accounts);
  const names = figures[0]?.sizes.map(({ name }) => name) ?? [];
  const share = (one: Figures, name: string) => {
    const { size = 0, limit = 1 } = one.sizes.find((sized) => sized.name === name) ?? {};
    return (100 * size) / limit;
  };
  return [
    {
      file: "scale-sizes.svg",
      title: "Policies do not grow, and lists of accounts stay within their limits",
      axis: "percent of AWS's limit",
      accounts,
      lines: names.map((name) => line(name, (one) => share(one, name))),
      limit: { name: "the limit", value: 100 },
    },
    {
      file: "scale-objects.svg",
      title: "A month has more partitions than Athena plans from 8,065 accounts",
      axis: "number",
      accounts,
      lines: [
        line("partitions of cloudtrail, 31 days", ({ partitions }) => partitions),
        line("objects of CloudTrail on a day", ({ objects }) => objects),
        line("roots and states", ({ roots }) => roots),
      ],
      limit: { name: "partitions that Athena plans", value: mostPartitions },
    },
    {
      file: "scale-cost.svg",
      title: "The cost of the twelfth month grows with the accounts",
      axis: "US dollars a month",
      accounts,
      lines: [line("all", ({ cost }) => cost), line("for each account", (one) => one.cost / one.accounts)],
    },
    {
      file: "scale-times.svg",
      title: "Synthesis takes seconds, and a deployment to every account hours",
      axis: "seconds",
      accounts: measured.synthesis.map((one) => one.accounts),
      lines: [
        { name: "npm run synth, measured", values: measured.synthesis.map(({ seconds }) => seconds) },
        ...[2, 16].map((cores) => ({
          name: `deploy, ${cores} cores, extrapolated`,
          values: measured.synthesis.map((one) => deploymentHours(one.accounts, cores) * 3_600),
        })),
      ],
    },
  ];
}

/** Replaces the figures between the markers of a page. */
export function withFigures(text: string, written: string): string {
  const [before = "", rest = ""] = text.split(`${begin}\n`);
  const [, after] = rest.split(end);
  if (after === undefined) throw new Error(`${page} has no figures; add the lines ${begin} and ${end}`);
  return `${before}${begin}\n\n${written}\n${end}${after}`;
}

/** `npm run scale`: writes the figures and the pictures of the page. */
async function main(): Promise<void> {
  const figures = sizes.map(figuresOf);
  writeFileSync(page, withFigures(readFileSync(page, "utf8"), figureTables(figures)));
  const draw = await drawing();
  for (const chart of chartsOf(figures)) writeFileSync(join("docs/pictures", chart.file), draw(chart));
  console.log(`wrote ${page} and its pictures`);
}

if (require.main === module) void main();
