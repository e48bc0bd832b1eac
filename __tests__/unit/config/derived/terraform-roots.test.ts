import { terraformRoots } from "../../../../config/derived/terraform-roots";
import { account } from "../../../../sample-data/values";
import { parse } from "../configuration";

const members = { "accounts.members": [{ name: "website", id: account(3) }] };

describe("terraformRoots", () => {
  test("returns the roots in the order of deployment", () => {
    expect(terraformRoots(parse(members)).map(({ stackName, id }) => [stackName, id])).toEqual([
      ["log-archive", account(2)],
      ["management", account(1)],
      ["member-website", account(3)],
    ]);
  });

  test("returns the aggregator after the management account, which registers it", () => {
    const changes = { ...members, "logSources.awsConfig.aggregator": { enabled: true, account: account(3) } };

    expect(terraformRoots(parse(changes)).map(({ stackName, id }) => [stackName, id])).toEqual([
      ["log-archive", account(2)],
      ["management", account(1)],
      ["config-aggregator", account(3)],
      ["member-website", account(3)],
    ]);
  });
});
