import { account, arn } from "../../../../sample-data/values";
import { problemsOf } from "../configuration";

const holder = (id: string) => ({ "archive.lock.holdRoleArns": [arn("iam", "", id, "role/legal-hold")] });

test("a role of the log archive may place legal holds", () => {
  expect(problemsOf(holder(account(2)))).toEqual([]);
});

test("a role of another account may not place legal holds, because no policy would allow it", () => {
  expect(problemsOf(holder(account(1)))).toEqual([
    expect.stringMatching(/^archive\.lock\.holdRoleArns\[0\]: expected a role of the log-archive account/),
  ]);
});
