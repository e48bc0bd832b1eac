import { QuicksightDataSet } from "@cdktf/provider-aws/lib/quicksight-data-set";
import { QuicksightRefreshSchedule } from "@cdktf/provider-aws/lib/quicksight-refresh-schedule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { DataSetDefinition } from "./data-sets";
import { literal } from "../../modules/terraform/terraform-template";
import { permissionOf } from "./permissions";

/** Maximum length of a query in characters: the older limit in the documentation of QuickSight. */
const longestSql = 65_536;

export interface DataSetProps {
  readonly dataSetId: string;
  readonly definition: DataSetDefinition;

  readonly dataSourceArn: string;

  /** Group whose members can create analyses from the data set, but cannot change its SQL. Undefined if no one can. */
  readonly authorGroupArn: string | undefined;

  /** Time of the daily refresh in UTC. Undefined if each chart queries Athena. */
  readonly refreshTime: string | undefined;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The rows of one query. They are in the memory of QuickSight (SPICE), or are read when someone opens a chart.
 *
 * A refresh reads all days again. An incremental refresh would filter by a time column, which is not a partition, so Athena
 * would read the same amount of data.
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
