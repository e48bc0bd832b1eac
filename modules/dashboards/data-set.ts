import { QuicksightDataSet } from "@cdktf/provider-aws/lib/quicksight-data-set";
import { QuicksightRefreshSchedule } from "@cdktf/provider-aws/lib/quicksight-refresh-schedule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { DataSetDefinition } from "../../tables/dashboards/data-sets";
import { literal } from "../terraform/terraform-template";
import { permissionOf } from "./permissions";

/** Characters of a query: the older of the limits that QuickSight has documented. */
const longestSql = 65_536;

export interface DataSetProps {
  readonly dataSetId: string;
  readonly definition: DataSetDefinition;

  readonly dataSourceArn: string;

  /** Group whose members make analyses from the data set. They cannot change its SQL. Undefined for nobody. */
  readonly authorGroupArn: string | undefined;

  /** Time of the daily refresh in UTC. Undefined if each chart queries Athena. */
  readonly refreshTime: string | undefined;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The rows of one query, in the memory of QuickSight (SPICE) or read whenever a chart is opened.
 *
 * A refresh reads all days again. An incremental one would filter by a column of time, which is no partition: Athena would
 * read as much.
 *
 * @see https://docs.aws.amazon.com/quicksight/latest/user/refreshing-imported-data.html
 */
export class DataSet extends Construct {
  public readonly dataSetArn: string;

  constructor(scope: Construct, id: string, props: DataSetProps) {
    super(scope, id);

    const { dataSetId, definition, dataSourceArn, authorGroupArn, refreshTime, dependsOn } = props;
    const { name, title, columns, sql } = definition;
    if (sql.length > longestSql) {
      throw new Error(`query ${name} has ${sql.length} characters, expected ${longestSql} or fewer`);
    }
    const permissions = permissionOf("dataSetUser", authorGroupArn);

    const dataSet = new QuicksightDataSet(this, "Resource", {
      dataSetId,
      name: title,
      importMode: refreshTime === undefined ? "DIRECT_QUERY" : "SPICE",
      physicalTableMap: [
        {
          physicalTableMapId: name,
          customSql: {
            dataSourceArn,
            name,
            sqlQuery: literal(sql),
            columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
          },
        },
      ],
      ...(permissions.length > 0 && { permissions }),
      dependsOn,
    });

    if (refreshTime !== undefined) {
      new QuicksightRefreshSchedule(this, "Refresh", {
        dataSetId: dataSet.dataSetId,
        scheduleId: "daily",
        schedule: [
          {
            refreshType: "FULL_REFRESH",
            scheduleFrequency: [{ interval: "DAILY", timeOfTheDay: refreshTime, timezone: "UTC" }],
          },
        ],
      });
    }

    this.dataSetArn = dataSet.arn;
  }
}
