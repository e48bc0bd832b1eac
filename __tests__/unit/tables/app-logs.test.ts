import { appLogsTable } from "../../../tables/app-logs";
import { folderIn, logSource, typesOf } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = appLogsTable(logSource);

describe("appLogsTable", () => {
  test("finds the batches by account, region and day", () => {
    expect(folderIn(table, { account: account(1), region: "eu-west-1", day: "2026/01/31" })).toBe(
      `s3://acme-logs/here/${account(1)}/eu-west-1/2026/01/31`,
    );
  });

  test("has the fields of a CloudWatch Logs batch, with the message as a string", () => {
    expect(typesOf(table)).toEqual([
      "messagetype string",
      "owner string",
      "loggroup string",
      "logstream string",
      "subscriptionfilters array<string>",
      "logevents array<struct<id:string,timestamp:bigint,message:string>>",
    ]);
  });
});
