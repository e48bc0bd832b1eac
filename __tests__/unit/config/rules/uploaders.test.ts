import { account, arn } from "../../../../sample-data/values";
import { arnOf, problemsOf } from "../configuration";

const role = (id: string, name = "release") => arn("iam", "", id, `role/${name}`);

describe.each([
  ["lakehouse", (uploaderRoleArns: readonly string[]) => ({ lakehouse: { enabled: true, uploaderRoleArns } })],
  [
    "hunts.countries",
    (uploaderRoleArns: readonly string[]) => ({
      hunts: { enabled: true, countries: { enabled: true, uploaderRoleArns } },
    }),
  ],
])("%s.uploaderRoleArns", (owner, settings) => {
  test(`${owner}.uploaderRoleArns may have several roles of the log-archive account`, () => {
    expect(problemsOf(settings([role(account(2)), role(account(2), "other")]))).toEqual([]);
  });

  test("fails for a role of another account or partition, and for a role that is listed twice", () => {
    const foreign = [role(account(3)), arnOf("aws-cn", "iam", "", account(2), "role/release")];
    const problems = problemsOf(settings([...foreign, role(account(2)), role(account(2))]));

    expect(problems).toHaveLength(3);
    for (const [i, one] of foreign.entries()) {
      expect(problems.join("\n")).toContain(
        `${owner}.uploaderRoleArns[${i}]: expected a role of the log-archive account`,
      );
      expect(problems.join("\n")).toContain(one);
    }
    expect(problems.join("\n")).toContain(`${owner}.uploaderRoleArns[3]`);
  });
});
