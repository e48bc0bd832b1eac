import { type DescribedParameter, type QueryHeader, readHeader } from "../queries/query-header";

/** A number of a hunt that the configuration can change. */
export interface HuntParameter {
  readonly name: string;
  readonly default: number;
  readonly description: string;
}

/** Lines that a header can have. */
const fieldNames = [
  "source",
  "schedule",
  "severity",
  "techniques",
  "row",
  "first",
  "by",
  "new",
  "quiet",
  "routine",
  "silent",
  "with",
];

/** The header of a hunt. It collects the problems of its lines. */
export class HuntHeader {
  public readonly problems: string[] = [];
  private readonly header: QueryHeader;
  private readonly lines: ReadonlyMap<string, string>;

  constructor(text: string) {
    this.header = readHeader(text, "--");
    const { fields } = this.header;
    this.lines = new Map(fields);
    const twice = fields.map(([key]) => key).filter((key, i, keys) => keys.indexOf(key) < i);
    const unknown = fields.map(([key]) => key).filter((key) => !fieldNames.includes(key));
    this.problems.push(
      ...twice.map((key) => `the line ${key} exists twice; remove one`),
      ...unknown.map((key) => `unknown line ${key}; known are ${fieldNames.join(", ")}`),
    );
  }

  /** Description of what the hunt finds. Empty if the text does not begin with a comment. */
  get description(): string {
    return this.header.description ?? "";
  }

  text(key: string): string {
    const value = this.lines.get(key);
    if (value === undefined) this.problems.push(`add the line "-- ${key}: …"`);
    return value ?? "";
  }

  optional(key: string): string | undefined {
    return this.lines.get(key);
  }

  list(key: string, form: RegExp): string[] {
    const values = this.text(key).split(/\s*,\s*/);
    const wrong = values.filter((value) => value !== "" && !form.test(value));
    this.problems.push(...wrong.map((value) => `${key} has ${value}, which does not match ${form.source}`));
    return values;
  }

  oneOf<T extends string>(key: string, known: readonly [T, ...T[]]): T {
    const value = this.text(key);
    const found = known.find((one) => one === value);
    if (value !== "" && found === undefined) this.problems.push(`${key} must be ${known.join(" or ")}, got ${value}`);
    return found ?? known[0];
  }

  optionalOneOf<T extends string>(key: string, known: readonly [T, ...T[]]): T | undefined {
    return this.lines.has(key) ? this.oneOf(key, known) : undefined;
  }

  /** Whether an optional line exists. It can have only one value. */
  has(key: string, wanted: string): boolean {
    const value = this.lines.get(key);
    if (value !== undefined && value !== wanted) this.problems.push(`${key} must be ${wanted}, got ${value}`);
    return value === wanted;
  }

  /** @param fallback the number of days if the line is missing or wrong, which is a problem */
  days(key: string, fallback: number): number {
    const value = this.text(key);
    const days = /^(\d+) days$/.exec(value)?.[1];
    if (value !== "" && days === undefined) this.problems.push(`${key} must be days such as "7 days", got ${value}`);
    return Number(days ?? fallback);
  }

  parameters(): HuntParameter[] {
    const { parameters, malformed } = this.header;
    const isNumber = ({ default: value = "" }: DescribedParameter) => /^\d+(?:\.\d+)?$/.test(value);
    const wrong = [...malformed, ...parameters.filter((one) => !isNumber(one)).map(({ line }) => line)];
    this.problems.push(...wrong.map((line) => `"${line}" must be "-- ? name = number: description"`));
    return parameters
      .filter(isNumber)
      .map(({ name, default: value, description }) => ({ name, default: Number(value), description }));
  }
}
