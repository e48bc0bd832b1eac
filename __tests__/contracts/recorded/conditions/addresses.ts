import { type FactTable, stackd } from "../fact-table";
import { type ConditionFact, type Got, conditionFacts } from "./condition-fact";

/** An address, and whether it is inside the block or outside. An address that AWS cannot parse is neither. */
type Address = readonly [got: string, isIn: boolean, isNotIn: boolean];

const within = (got: string): Address => [got, true, false];
const outside = (got: string): Address => [got, false, true];
const unreadable = (got: string): Address => [got, false, false];

const blocks: readonly (readonly [block: string, addresses: readonly Address[]])[] = [
  [
    "192.0.2.0/24",
    [
      within("192.0.2.0"),
      within("192.0.2.1"),
      within("192.0.2.255"),
      within("192.000.2.1"),
      within("192.000.002.1"),
      within("::ffff:192.0.2.1"),
      within("::FFFF:c000:201"),
      outside("192.0.3.1"),
      unreadable("192.0.513"),
      unreadable("3221225985"),
      unreadable("192.0.2.1/32"),
      unreadable("not-an-ip"),
      unreadable(""),
    ],
  ],
  ["192.0.2.5/24", [within("192.0.2.1")]],
  ["192.0.2.0/31", [within("192.0.2.1"), outside("192.0.2.2")]],
  ["192.0.2.1", [within("192.0.2.1"), outside("192.0.2.2")]],
  ["192.0.2.0/0", [within("203.0.113.1"), outside("2001:db8::1")]],
  ["192.000.002.0/24", [within("192.0.2.1")]],
  ["192.000.002.1", [within("192.0.2.1")]],
  ["192.0.2.0/024", [within("192.0.2.1")]],
  ["192.0.2.0/+24", [within("192.0.2.1")]],
  ["::ffff:c000:200/120", [outside("::ffff:c000:201")]],
  ["::/0", [outside("::ffff:192.0.2.1"), outside("192.0.2.1")]],
];

export const addressFacts: FactTable<ConditionFact> = conditionFacts(
  stackd("testdata/aws/iam/condition_ip.json"),
  ...blocks.flatMap(([block, addresses]) =>
    (["IpAddress", "NotIpAddress"] as const).map(
      (operator, i) =>
        [operator, block, addresses.map((row): [Got, boolean] => [row[0], i === 0 ? row[1] : row[2]])] as const,
    ),
  ),
);

/** The page that describes the recording contains these facts in prose. */
export const addressPageFacts: FactTable<ConditionFact> = conditionFacts(
  stackd("docs/iam-evaluation.md"),
  [
    "IpAddress",
    "2001:db8::4/127",
    [
      ["2001:db8::4", true],
      ["2001:db8::5", true],
      ["2001:db8::6", false],
    ],
  ],
  ["IpAddress", "::/0", [["2001:db8::1", true]]],
);

/** IAM refuses to store a policy with one of these values, so that there is no answer to compare. */
export const refusedBlocks: FactTable<string> = {
  source: stackd("docs/iam-evaluation.md"),
  rows: ["2001:db8::5/64", "::ffff:192.0.2.0/120", "::192.0.2.0/120"],
};
