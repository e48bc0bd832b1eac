import { readFileSync } from "node:fs";
import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { parse } from "yaml";
import { liveQueries } from "../../../queries/live-queries";
import { organization } from "../../support/organization";

describe.each(["config/example.yaml", "config/examples/everything.yaml"])("the live queries of %s", (path) => {
  const { stacks } = organization(path);
  const { prefix } = parse(readFileSync(path, "utf8"));
  const definitionsOf = (name: string) => stacks.get(name)?.all(CloudwatchQueryDefinition) ?? [];

  test(`the live queries of ${path} are all in the management account, in a folder with the prefix`, () => {
    const names = definitionsOf("management").map(({ name }) => name);

    expect(names).toEqual(liveQueries().map(({ name }) => `${prefix}/${name}`));
  });

  test("read only the trail's log group", () => {
    const groups = Object.entries<{ name: string }>(stacks.get("management")?.json.resource.aws_cloudwatch_log_group);
    const [group] = groups.find(([, { name }]) => name === `${prefix}-organization-trail`) ?? [];

    expect(group).toBeDefined();
    for (const { log_group_names } of definitionsOf("management")) {
      expect(log_group_names).toEqual([`\${aws_cloudwatch_log_group.${group}.name}`]);
    }
  });

  test(`the live queries of ${path} do not exist in other accounts`, () => {
    const others = [...stacks.keys()].filter((name) => name !== "management");

    expect(others.length).toBeGreaterThan(1);
    for (const name of others) expect([name, definitionsOf(name)]).toEqual([name, []]);
  });
});
