import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Attributes } from "../../terraform-types/columns/attributes";
import { blocks } from "../../cli/verify/compare";

/** The data that the server returns. */
export interface FakeAwsOptions {
  /** Attributes of the resources of an account in a region, by type. */
  readonly resourcesOf: (accountId: string, region: string, type: string) => readonly Attributes[];

  /** Ids of accounts whose role cannot be assumed. */
  readonly refusing: ReadonlySet<string>;

  /** Number of requests of which one is throttled. */
  readonly throttleEvery: number;

  /** Milliseconds until a response. */
  readonly delay: number;
  readonly keyArn: string;
}

/** Part of a request: the account, the region and the input. */
interface ReceivedRequest {
  readonly account: string;
  readonly region: string;
  readonly input: Attributes;
}

type Answer = (received: ReceivedRequest, options: FakeAwsOptions) => unknown;

const only = (received: ReceivedRequest, { resourcesOf }: FakeAwsOptions, type: string) =>
  resourcesOf(received.account, received.region, type);

/** Responses of the services with a JSON protocol, by operation. */
const jsonAnswers: Readonly<Record<string, Answer>> = {
  GetMetricData: () => ({ MetricDataResults: [] }),
  DescribeKey: (_, { keyArn }) => ({ KeyMetadata: { Arn: keyArn, KeyId: keyArn, KeyState: "Enabled" } }),
  DescribeRule: (received, options) => {
    const rule = only(received, options, "aws_cloudwatch_event_rule").find(({ name }) => name === received.input.Name);
    return { Name: rule?.name, State: rule?.state ?? "ENABLED", EventPattern: rule?.event_pattern };
  },
  ListTargetsByRule: (received, options) => ({
    Targets: only(received, options, "aws_cloudwatch_event_target")
      .filter(({ rule }) => rule === received.input.Rule)
      .map((target) => ({
        Id: target.target_id,
        Arn: target.arn,
        RoleArn: target.role_arn,
        DeadLetterConfig: target.dead_letter_config && { Arn: target.dead_letter_config.arn },
      })),
  }),
  DescribeConfigurationRecorders: (received, options) => ({
    ConfigurationRecorders: only(received, options, "aws_config_configuration_recorder").map((one) => ({
      name: one.name,
      roleARN: one.role_arn,
      recordingGroup: {
        allSupported: true,
        includeGlobalResourceTypes: one.recording_group.include_global_resource_types,
      },
      recordingMode: {
        recordingFrequency: one.recording_mode?.recording_frequency ?? "CONTINUOUS",
        recordingModeOverrides: blocks(one.recording_mode?.recording_mode_override).map((override) => ({
          resourceTypes: override.resource_types,
          recordingFrequency: override.recording_frequency,
        })),
      },
    })),
  }),
  DescribeConfigurationRecorderStatus: (received, options) => ({
    ConfigurationRecordersStatus: only(received, options, "aws_config_configuration_recorder").map(({ name }) => ({
      name,
      recording: true,
      lastStatus: "Success",
    })),
  }),
  DescribeDeliveryChannels: (received, options) => ({
    DeliveryChannels: only(received, options, "aws_config_delivery_channel").map((one) => ({
      name: one.name,
      s3BucketName: one.s3_bucket_name,
      s3KeyPrefix: one.s3_key_prefix,
      s3KmsKeyArn: one.s3_kms_key_arn,
      configSnapshotDeliveryProperties: one.snapshot_delivery_properties && {
        deliveryFrequency: one.snapshot_delivery_properties.delivery_frequency,
      },
    })),
  }),
  DescribeDeliveryChannelStatus: (received, options) => ({
    DeliveryChannelsStatus: only(received, options, "aws_config_delivery_channel").map(({ name }) => ({ name })),
  }),
};

const named = (received: ReceivedRequest, options: FakeAwsOptions, type: string) =>
  only(received, options, type).filter(({ role }) => role === received.input.RoleName);

/** Responses of the services with an XML protocol, by action. */
const xmlAnswers: Readonly<Record<string, Answer>> = {
  GetCallerIdentity: ({ account }) => `<Account>${account}</Account>`,
  AssumeRole: ({ input }) => {
    const [, id = ""] = /::(\d+):/.exec(input.RoleArn) ?? [];
    const key = `<AccessKeyId>${id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>`;
    return `<Credentials>${key}<Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>`;
  },
  GetRole: (received, options) => {
    const role = only(received, options, "aws_iam_role").find(({ name }) => name === received.input.RoleName);
    const trust = encodeURIComponent(role?.assume_role_policy);
    return `<Role><AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument></Role>`;
  },
  GetRolePolicy: (received, options) => {
    const [policy] = named(received, options, "aws_iam_role_policy");
    return `<PolicyDocument>${encodeURIComponent(policy?.policy)}</PolicyDocument>`;
  },
  ListRolePolicies: (received, options) => {
    const members = named(received, options, "aws_iam_role_policy").map(({ name }) => `<member>${name}</member>`);
    return `<PolicyNames>${members.join("")}</PolicyNames>`;
  },
  ListAttachedRolePolicies: (received, options) => {
    const attached = named(received, options, "aws_iam_role_policy_attachment");
    const members = attached.map(({ policy_arn: arn }) => `<member><PolicyArn>${arn}</PolicyArn></member>`);
    return `<AttachedPolicies>${members.join("")}</AttachedPolicies>`;
  },
};

/** An HTTP server that returns what AWS returns about accounts whose resources are as synthesized. */
export class FakeAws {
  throttled = 0;
  readonly #server: Server;
  #requests = 0;

  constructor(private readonly options: FakeAwsOptions) {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  /** Starts the server. Returns its address. */
  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const scope = /Credential=([^,]+)/.exec(request.headers.authorization ?? "")?.[1]?.split("/") ?? [];
    const [account = "", , region = "", service] = scope;
    const { options } = this;
    await new Promise((proceed) => setTimeout(proceed, options.delay));
    const target =
      String(request.headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1) ?? "";
    if (++this.#requests % options.throttleEvery === 0) {
      this.throttled++;
      response.writeHead(400, { "content-type": target === "" ? "text/xml" : "application/x-amz-json-1.1" });
      response.end(target === "" ? error("Throttling") : '{"__type":"ThrottlingException","message":"Rate exceeded"}');
      return;
    }
    if (service === "s3") {
      const object = `<Contents><Key>k</Key><LastModified>${new Date().toISOString()}</LastModified><Size>1</Size></Contents>`;
      response.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${object}</ListBucketResult>`);
    } else if (target === "") {
      const input = Object.fromEntries(new URLSearchParams(body));
      const action = input["Action"] ?? "";
      const isRefused = options.refusing.has(/::(\d+):/.exec(input["RoleArn"] ?? "")?.[1] ?? "");
      const content = xmlAnswers[action]?.({ account, region, input }, options);
      if (isRefused || content === undefined) response.writeHead(403).end(error("AccessDenied"));
      else response.end(`<${action}Response><${action}Result>${String(content)}</${action}Result></${action}Response>`);
    } else {
      const content = jsonAnswers[target]?.({ account, region, input: JSON.parse(body) }, options);
      response.writeHead(content === undefined ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(content ?? { __type: "AccessDeniedException", message: `no answer to ${target}` }));
    }
  }
}

const error = (code: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${code}</Message></Error></ErrorResponse>`;

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}
