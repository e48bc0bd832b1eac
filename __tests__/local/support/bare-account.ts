import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, DeleteBucketPolicyCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { clientConfig, rootUserCredentials, s3Config } from "../../../local-aws/clients";
import type { EmulatorAddress } from "../../../local-aws/emulator/emulator";
import { arn } from "../../../sample-data/values";
import { askSigned } from "./signed-request";

type Statements = object | readonly object[];

const documentOf = (Statement: Statements) => JSON.stringify({ Version: "2012-10-17", Statement });

/** Target prefixes of services with a JSON protocol. */
const targets: Readonly<Record<string, string>> = {
  cloudtrail: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101",
  config: "StarlingDoveService",
  events: "AWSEvents",
  firehose: "Firehose_20150804",
  logs: "Logs_20140328",
  organizations: "AWSOrganizationsV20161128",
  sqs: "AmazonSQS",
};

/** An account of the emulator with its root user. */
export class BareAccount {
  constructor(
    readonly address: EmulatorAddress,
    readonly id: string,
    readonly region: string,
  ) {}

  /** Calls a service with a JSON protocol. */
  async ask(service: string, operation: string, body: object): Promise<Record<string, unknown>> {
    const headers = {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `${targets[service]}.${operation}`,
    };
    const { region } = this;
    const requested = { service, region, headers, body: JSON.stringify(body) };
    return JSON.parse((await askSigned(this.address, rootUserCredentials(this.id), requested)) || "{}");
  }

  /** Calls a service with the older query protocol. */
  async form(service: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const { region } = this;
    return askSigned(this.address, rootUserCredentials(this.id), {
      service,
      region,
      headers,
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** Returns the ARN of a resource of this account and region. */
  arn(service: string, resource: string): string {
    return arn(service, this.region, this.id, resource);
  }

  /** Allows a service to publish to a topic. */
  async setTopicPolicy(topic: string, service: string): Promise<void> {
    const Resource = this.arn("sns", topic);
    const Statement = { Effect: "Allow", Principal: { Service: service }, Action: "sns:Publish", Resource };
    await this.setTopicAttribute(topic, "Policy", documentOf(Statement));
  }

  async setTopicAttribute(topic: string, AttributeName: string, AttributeValue: string): Promise<void> {
    const TopicArn = this.arn("sns", topic);
    const Version = "2010-03-31";
    await this.form("sns", { Action: "SetTopicAttributes", Version, TopicArn, AttributeName, AttributeValue });
  }

  async createBucket(Bucket: string): Promise<void> {
    await this.#s3.send(new CreateBucketCommand({ Bucket }));
  }

  /** Sets the policy of a bucket, or deletes it if there are no statements. */
  async putBucketPolicy(Bucket: string, statements: readonly object[]): Promise<void> {
    if (statements.length === 0) await this.#s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    else await this.#s3.send(new PutBucketPolicyCommand({ Bucket, Policy: documentOf(statements) }));
  }

  /** Creates a key that its account administers. */
  async createKey(...statements: readonly object[]): Promise<string> {
    const AWS = arn("iam", "", this.id, "root");
    const administration = { Effect: "Allow", Principal: { AWS }, Action: "kms:*", Resource: "*" };
    const Policy = documentOf([administration, ...statements]);
    const kms = new KMSClient(clientConfig(this.address, this.region, rootUserCredentials(this.id)));
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
    return KeyMetadata?.Arn ?? "";
  }

  async createRole(RoleName: string, service: string): Promise<string> {
    const trust = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
    const { Role } = await this.#iam.send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: documentOf([trust]) }),
    );
    return Role?.Arn ?? "";
  }

  async allow(RoleName: string, Action: readonly string[], Resource: string): Promise<void> {
    const PolicyDocument = documentOf({ Effect: "Allow", Action, Resource });
    await this.#iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "owned", PolicyDocument }));
  }

  get #s3(): S3Client {
    return new S3Client(s3Config(this.address, this.region, rootUserCredentials(this.id)));
  }

  get #iam(): IAMClient {
    return new IAMClient(clientConfig(this.address, this.region, rootUserCredentials(this.id)));
  }
}
