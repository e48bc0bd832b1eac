import { QuicksightDataSet } from "@cdktf/provider-aws/lib/quicksight-data-set";
import { QuicksightRefreshSchedule } from "@cdktf/provider-aws/lib/quicksight-refresh-schedule";
import { DataSet, type DataSetProps } from "../../../../features/dashboards/data-set";
import { account, arn } from "../../../../sample-data/values";
import { synth } from "../../../support/synth";

const dataSourceArn = arn("quicksight", "eu-west-1", account(2), "datasource/acme");
const authors = arn("quicksight", "us-east-1", account(2), "group/default/authors");

const dataSet = (changes: Partial<DataSetProps> = {}) =>
  synth((scope) => {
    new DataSet(scope, "DataSet", {
      dataSetId: "acme-calls",
      definition: {
        name: "calls",
        title: "Calls",
        columns: { day: "DATETIME", events: "INTEGER" },
        sql: "SELECT '${a}' FROM b",
      },
      dataSourceArn,
      authorGroupArn: undefined,
      refreshTime: "06:00",
      dependsOn: [],
      ...changes,
    });
  });

describe("DataSet", () => {
  test("has the SQL unchanged, without Terraform interpolation", () => {
    expect(dataSet().one(QuicksightDataSet)).toMatchObject({
      data_set_id: "acme-calls",
      name: "Calls",
      import_mode: "SPICE",
      physical_table_map: [
        {
          physical_table_map_id: "calls",
          custom_sql: {
            data_source_arn: dataSourceArn,
            name: "calls",
            sql_query: "SELECT '$${a}' FROM b",
            columns: [
              { name: "day", type: "DATETIME" },
              { name: "events", type: "INTEGER" },
            ],
          },
        },
      ],
    });
  });

  test("DataSet is refreshed completely once a day in UTC", () => {
    expect(dataSet({ refreshTime: "07:45" }).one(QuicksightRefreshSchedule).schedule).toEqual([
      {
        refresh_type: "FULL_REFRESH",
        schedule_frequency: [{ interval: "DAILY", time_of_the_day: "07:45", timezone: "UTC" }],
      },
    ]);
  });

  test("queries Athena for each chart if it has no refresh", () => {
    const direct = dataSet({ refreshTime: undefined });

    expect(direct.one(QuicksightDataSet).import_mode).toBe("DIRECT_QUERY");
    expect(direct.all(QuicksightRefreshSchedule)).toEqual([]);
  });

  test("gives nobody access without authors, and does not allow authors to change its query", () => {
    expect(dataSet().one(QuicksightDataSet).permissions).toBeUndefined();
    expect(dataSet({ authorGroupArn: authors }).one(QuicksightDataSet).permissions).toEqual([
      {
        principal: authors,
        actions: [
          "quicksight:DescribeDataSet",
          "quicksight:DescribeDataSetPermissions",
          "quicksight:DescribeIngestion",
          "quicksight:ListIngestions",
          "quicksight:PassDataSet",
        ],
      },
    ]);
  });

  test.each([65_536, 65_537])("accepts SQL of %i characters, up to the limit of QuickSight", (length) => {
    const definition = { name: "long", title: "Long", columns: {}, sql: "x".repeat(length) };
    const made = () => dataSet({ definition });

    if (length === 65_536) expect(made).not.toThrow();
    else expect(made).toThrow("query long has 65537 characters, expected 65536 or fewer");
  });
});
