import type { Credentials } from "../../../shared/aws-client";
import type { LocalDeployment } from "../../../local-aws/terraform/deployment";
import { arn } from "../../../sample-data/values";
import { askSigned } from "./signed-request";

/** Headers of a request to an AWS service with a JSON protocol. */
export const jsonHeaders = (target: string, version = "1.1") => ({
  "content-type": `application/x-amz-json-${version}`,
  "x-amz-target": target,
});

/** A queue of the management account that receives the messages of one of its topics. */
export class TopicQueue {
  private readonly region: string;
  private readonly queueArn: string;
  private readonly url: string;

  constructor(
    private readonly deployment: LocalDeployment,
    private readonly administrator: Credentials,
    private readonly name: string,
  ) {
    const { management } = deployment.organization;
    this.region = deployment.config.homeRegion;
    this.queueArn = arn("sqs", this.region, management, name);
    this.url = `${deployment.address.endpoint}/${management}/${name}`;
  }

  /** Creates the queue, and subscribes it to a topic. */
  async listen(topicName: string): Promise<void> {
    const { address, organization } = this.deployment;
    const topicArn = arn("sns", this.region, organization.management, topicName);
    const Statement = {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: this.queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    await this.sqs("CreateQueue", { QueueName: this.name, Attributes: { Policy } });
    const body = new URLSearchParams({
      Action: "Subscribe",
      Version: "2010-03-31",
      TopicArn: topicArn,
      Protocol: "sqs",
      Endpoint: this.queueArn,
      "Attributes.entry.1.key": "RawMessageDelivery",
      "Attributes.entry.1.value": "true",
    }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await askSigned(address, this.administrator, { service: "sns", region: this.region, headers, body });
  }

  /** Returns the messages that arrived after the last call of this function. */
  async messages(): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await this.sqs("ReceiveMessage", { QueueUrl: this.url, MaxNumberOfMessages: 10 });
      const received = Messages as { Body: string; ReceiptHandle: string }[];
      if (received.length === 0) return bodies;
      bodies.push(...received.map(({ Body }) => Body));
      for (const { ReceiptHandle } of received) {
        await this.sqs("DeleteMessage", { QueueUrl: this.url, ReceiptHandle });
      }
    }
  }

  private async sqs(action: string, body: object): Promise<Record<string, unknown>> {
    const headers = jsonHeaders(`AmazonSQS.${action}`, "1.0");
    const request = { service: "sqs", region: this.region, headers, body: JSON.stringify(body) };
    return JSON.parse(await askSigned(this.deployment.address, this.administrator, request));
  }
}
