import { CloudwatchQueryDefinition } from "@cdktf/provider-aws/lib/cloudwatch-query-definition";
import { Construct } from "constructs";
import { literal } from "../terraform/terraform-template";

/** A question in the language of CloudWatch Logs Insights. */
export interface InsightsQuery {
  readonly name: string;
  readonly text: string;
}

export interface LogInsightsQueriesProps {
  /** Folder of the queries in the console; no slash in it. */
  readonly folder: string;

  /** Log group that is asked. */
  readonly logGroupName: string;
  readonly queries: readonly InsightsQuery[];
}

/** Characters CloudWatch Logs accepts as a name, folder included. */
const nameLimit = 255;

/** Characters CloudWatch Logs accepts as a query. */
const textLimit = 10_000;

/**
 * Questions that are kept for a log group; the console shows them in a folder.
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
        throw new Error(`query ${name} has a name of ${name.length} characters, CloudWatch Logs accepts ${nameLimit}`);
      }
      if (query.text.length > textLimit) {
        throw new Error(`query ${name} has ${query.text.length} characters, CloudWatch Logs accepts ${textLimit}`);
      }
      new CloudwatchQueryDefinition(this, query.name, {
        name,
        logGroupNames: [logGroupName],
        queryString: literal(query.text),
      });
    }
  }
}
