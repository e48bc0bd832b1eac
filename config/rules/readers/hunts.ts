import { allHunts, historyDays, isDaysOfHistory, isSilenceOfHistory } from "../../../hunts/hunt";
import type { DeclaredConfig } from "../../schema/declared";
import { misspeltName } from "../../../shared/suggestion";
import { type Problem, type Rule, repeatedValues } from "../rule";

/** Rejects unknown parameters and duplicate exclusions of hunts. */
export const huntRules: readonly Rule[] = [{ reads: ["hunts"], problems: overrideProblems }];

function overrideProblems({ hunts: { overrides } }: DeclaredConfig): Problem[] {
  return Object.entries(overrides).flatMap(([hunt, override]) =>
    override === undefined ? [] : problemsOf(hunt, override),
  );
}

type Override = NonNullable<DeclaredConfig["hunts"]["overrides"][string]>;

function problemsOf(hunt: string, { parameters, exclusions }: Override): Problem[] {
  const path = ["hunts", "overrides", hunt];
  const one = allHunts().find(({ name }) => name === hunt);
  const defaults = Object.fromEntries(one?.parameters.map((parameter) => [parameter.name, parameter.default]) ?? []);
  const known = Object.keys(defaults);
  const unknown = Object.keys(parameters)
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: path.concat("parameters", name), message: unknownParameter(name, known) }));
  const excluded = exclusions.map(({ principalArn, account }, i) => ({
    path: [...path, "exclusions", i],
    value: principalArn ?? account,
  }));
  const { days } = parameters;
  const history =
    days === undefined || !known.includes("days") || isDaysOfHistory(days)
      ? []
      : [
          {
            path: path.concat("parameters", "days"),
            message: `expected a whole number of days, 1 to ${historyDays}, because rows of hunts are kept for ${historyDays} days`,
          },
        ];
  const silence =
    one?.silent === undefined || isSilenceOfHistory({ ...defaults, ...parameters })
      ? []
      : [
          {
            path: path.concat("parameters"),
            message: `expected whole numbers of days for known and within, 1 or more, and together at most ${historyDays}, because rows of hunts are kept for ${historyDays} days`,
          },
        ];
  return [...unknown, ...history, ...silence, ...repeatedValues(excluded)];
}

function unknownParameter(name: string, known: readonly string[]): string {
  if (known.length === 0) return "this hunt has no parameters; remove this setting";
  const nearest = misspeltName(name, known);
  return `unknown parameter; ${nearest === undefined ? `known are ${known.join(", ")}` : `did you mean ${nearest}?`}`;
}
