import { type FactTable, stackd } from "../fact-table";

/** Whether a condition on a tag of the request matched, with a variable in the policy's value. */
export interface VariableFact {
  readonly operator: string;
  readonly wanted: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly held: boolean;
}

const teams: readonly Readonly<Record<string, string>>[] = [
  { team: "team" },
  { team: "team", env: "env" },
  { team: "fallback" },
];

/** A key with several values never replaces a variable. The default of the variable does not replace it either. */
const severalValues = ["${aws:TagKeys}", "${aws:TagKeys, 'fallback'}"].flatMap((wanted) =>
  teams.flatMap((tags): VariableFact[] => [
    { operator: "StringEquals", wanted, tags, held: false },
    { operator: "StringNotEquals", wanted, tags, held: true },
  ]),
);

export const setVariableFacts: FactTable<VariableFact> = {
  source: stackd("testdata/aws/iam/condition_sets.json"),
  rows: severalValues,
};

const capital = "\u{10400}";
const small = "\u{10428}";
const byPattern = (operator: string, wanted: string, pattern: string, team: string, held: boolean): VariableFact => ({
  operator,
  wanted,
  tags: { pattern, team },
  held,
});

/** The value of a variable is compared literally, including wildcard characters. */
export const stringVariableFacts: FactTable<VariableFact> = {
  source: stackd("testdata/aws/iam/condition_strings.json"),
  rows: [
    byPattern("StringEqualsIgnoreCase", "${aws:RequestTag/pattern}", "S", "\u017f", false),
    byPattern("StringEqualsIgnoreCase", "${aws:RequestTag/pattern}", "\u039f\u03a3", "\u03bf\u03c2", true),
    byPattern("StringEqualsIgnoreCase", "${aws:RequestTag/pattern}", capital, small, false),
    byPattern("StringLike", "${aws:RequestTag/pattern}?", capital, `${capital}x`, true),
  ],
};
