import compile from "jsonata";
import { account } from "../../../../sample-data/values";
import * as expressions from "../../../../modules/monitoring/silence-check-expressions";

const { periods, message, subject, knownAccounts, ...others } = expressions;
const texts = {
  ...others,
  knownAccounts: knownAccounts([account(7)]),
  message: message("docs/runbooks/x.md"),
  subject: subject("acme"),
  ...Object.fromEntries(
    Object.entries(periods).flatMap(([name, { from, until }]) => [
      [`${name}From`, from],
      [`${name}Until`, until],
    ]),
  ),
};

// silence-check-definition.test.ts tests the results of these expressions
test.each(Object.entries(texts))("%s is valid JSONata, and calls only functions of Step Functions", (_, text) => {
  expect(() => compile(text)).not.toThrow();
  expect(text).not.toMatch(/\$eval\b/);
  // Step Functions has no `$` at the top level of an expression, only inside a mapping
  expect(text).not.toMatch(/\$\$/);
});

test("queries that compare days read whole days", async () => {
  const now = Date.parse("2026-11-21T06:00:07Z") / 1000;
  const evaluate = (text: string) => compile(text).evaluate(undefined, { now });

  expect(await evaluate(periods.wholeDays.from)).toBe(Date.parse("2026-11-13T00:00:00Z") / 1000);
  expect(await evaluate(periods.wholeDays.until)).toBe(Date.parse("2026-11-20T23:59:59Z") / 1000);
  expect(await evaluate(periods.lastDay.from)).toBe(now - 86_400);
  expect(await evaluate(periods.lookBack.from)).toBe(now - 30 * 86_400);
});
