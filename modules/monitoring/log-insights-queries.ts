import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";
import { literal } from "../terraform/terraform-template";

/** A query in the language of CloudWatch Logs Insights. */
export interface InsightsQuery {
  readonly name: string;
  readonly text: string;
}

export interface LogInsightsQueriesProps {
  /** Folder of the queries in the console. It must not contain a slash. */
  readonly folder: string;

  /** Log group that the queries read. */
  readonly logGroupName: string;
  readonly queries: readonly InsightsQuery[];
}

/** Maximum length of a name in CloudWatch Logs, including the folder, in characters. */
const nameLimit = 255;

/** Maximum length of a query in CloudWatch Logs, in characters. */
const textLimit = 10_000;

/**
 * Saved queries of a log group. The console shows them in a folder.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
 */
export class LogInsightsQueries extends Construct {
  constructor(scope: Construct, id: string, { folder, logGroupName, queries }: LogInsightsQueriesProps) {
    super(scope, id);

    if (folder === "" || folder.includes("/")) {
      throw new Error(`folder must be a name without a slash, got "${folder}"`);
    }

    for (const query of queries) {
      const name = `${folder}/${query.name}`;
      if (name.length > nameLimit) {
        throw new Error(
          `query ${name} has a name of ${name.length} characters, but CloudWatch Logs accepts at most ${nameLimit}`,
        );
      }
      if (query.text.length > textLimit) {
        throw new Error(
          `query ${name} has ${query.text.length} characters, but CloudWatch Logs accepts at most ${textLimit}`,
        );
      }
      new CloudwatchQueryDefinition(this, query.name, {
        name,
        logGroupNames: [logGroupName],
        queryString: literal(query.text),
      });
    }
  }
}
