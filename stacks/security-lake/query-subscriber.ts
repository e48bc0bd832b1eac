import { SecuritylakeSubscriber } from "@cdktf/provider-aws/lib/securitylake-subscriber";
import { Construct } from "constructs";

export interface QuerySubscriberProps {
  readonly subscriberName: string;
  readonly description: string;

  /** Account with which Security Lake shares the tables. */
  readonly subscriberAccountId: string;
  readonly externalId: string;

  /** Names of the log sources, such as `CLOUD_TRAIL_MGMT`. */
  readonly sourceNames: readonly string[];
}

/** Source version of Security Lake whose events have the attributes of OCSF 1.1.0. */
const sourceVersion = "2.0";

/**
 * A subscriber of Amazon Security Lake with query access: Security Lake shares its tables with one account. It exists in the account
 * of the delegated administrator.
 *
 * @see https://docs.aws.amazon.com/security-lake/latest/userguide/subscriber-query-access.html
 */
export class QuerySubscriber extends Construct {
  /** The share of AWS RAM with the tables. */
  public readonly resourceShareArn: string;

  constructor(scope: Construct, id: string, props: QuerySubscriberProps) {
    super(scope, id);

    const { resourceShareArn } = new SecuritylakeSubscriber(this, "Resource", {
      subscriberName: props.subscriberName,
      subscriberDescription: props.description,
      // With S3, the subscriber could also read the objects, and would need a queue
      accessType: "LAKEFORMATION",
      subscriberIdentity: [{ principal: props.subscriberAccountId, externalId: props.externalId }],
      source: props.sourceNames.map((sourceName) => ({ awsLogSourceResource: [{ sourceName, sourceVersion }] })),
    });

    this.resourceShareArn = resourceShareArn;
  }
}
