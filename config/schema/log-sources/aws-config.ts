import { z } from "zod";
import { awsConfigRules } from "../../../detections/aws-config-rules";
import { recorderOptions } from "../../../log-sources/aws-config";
import { accountId, refused } from "../fields";
import { prices, usd } from "../prices";

/** Management of the recorder of an account. */
const recorder = z.enum(["create", "adopt", "none"]);

/** Ids of the AWS Config rules, as a configuration lists them. */
const ruleIds: readonly string[] = awsConfigRules.map(({ id }) => id);

/** Not `z.enum`, because inside a union zod would report an invalid entry as a problem of the whole list. */
const ruleId = z
  .unknown()
  .refine((id) => ruleIds.some((known) => known === id), `expected one of ${ruleIds.join(", ")}`)
  .meta({ type: "string", enum: ruleIds }) as unknown as z.ZodType<string>;

/** Not `accountId`, for the same reason as `ruleId`. */
const listedAccount = z
  .unknown()
  .refine((id) => accountId.safeParse(id).success, 'expected an account id: 12 digits in quotes, "111111111111"')
  .meta({ type: "string", pattern: "^\\d{12}$" }) as unknown as z.ZodType<string>;

/** Accounts in which the service-linked role is created: none, every recorded account, or the listed accounts. */
const createServiceLinkedRole = z
  .union([z.boolean(), z.array(listedAccount).min(1, "expected at least one account; use false for none")], {
    error: "expected true, false or a list of account ids",
  })
  .default(false)
  .meta({
    description:
      "With `role: serviceLinked`: whether to create the role. `true`: in every recorded account. A list: in these accounts, which do not have it yet. If the role already exists, the apply fails with `has been taken in this account`. If the role is missing and is not created, the apply fails with `InvalidRoleException`. To check whether it exists: `aws iam get-role --role-name AWSServiceRoleForConfig`. Do not remove an account from the list: Terraform would then delete the role, which AWS rejects while a recorder uses it.",
    source: "https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html",
  });

const aggregator = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        "Whether to create an aggregator, which collects the AWS Config data of all accounts and regions. It is a separate Terraform root, `config-aggregator`; apply it after the management account.",
    }),
    account: accountId.optional().meta({
      description:
        "Account of the aggregator: any account in `accounts` except the management account. Default: the log-archive account.",
    }),
    register: z.boolean().default(true).meta({
      description:
        "Whether the management account registers the account of the aggregator as delegated administrator of `config.amazonaws.com`. Enable trusted access first: `aws organizations enable-aws-service-access --service-principal config.amazonaws.com`. Set `false` if the account is already registered.",
    }),
  })
  .prefault({})
  .meta({
    description: "AWS Config aggregator of the organization. It does not create or start recorders.",
    source: "https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html",
  });

/** AWS Config in every account. */
export const awsConfigSchema = z
  .strictObject({
    enabled: refused(
      "logSources.awsConfig.recorder replaced this setting; instead of true set recorder: create, instead of false set recorder: none",
    ),
    recorder: recorder.default("create").meta({
      description: `Recorder of every account and recorded region. \`create\`: create a recorder; AWS charges ${usd(prices.configItem)} for each recorded change. \`adopt\`: import the existing recorder and delivery channel into the Terraform state and manage them; if they do not exist, the plan fails with \`Cannot import non-existent remote object\`. \`none\`: manage no recorder; a recorder that was managed before stays in AWS with its role. \`none\` is the default with \`mode: controlTower\`. The AWS guide excludes China (Beijing) from delivery to another account.`,
    }),
    recorderByAccount: z
      .record(z.string(), recorder)
      .default({})
      .meta({
        description:
          "Accounts with another `recorder`, by account id in quotes. With `mode: controlTower`, set `create` for the management account, which Control Tower does not record, and for accounts that it does not govern.",
        examples: [{ "111111111111": "create" }],
      }),
    adoptedName: z
      .string()
      .regex(/^[\w.-]{1,256}$/, "expected the name of a recorder: letters, digits, dots, underscores or hyphens")
      .default("default")
      .meta({
        description:
          "Name of the recorders and delivery channels to adopt. Change an adopted account to `create` only if this name is `default`; otherwise Terraform replaces the recorder.",
      }),
    role: z.enum(["own", "serviceLinked"]).default("own").meta({
      description:
        "Role of the recorders. `own`: a role of this project in each account, which delivers to the archive. `serviceLinked`: the service-linked role `AWSServiceRoleForConfig`, which Security Hub control Config.1 requires; the service principal `config.amazonaws.com` then delivers. Decision 0005 compares both.",
      source: "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html",
    }),
    createServiceLinkedRole,
    recordingFrequency: recorderOptions.shape.recordingFrequency.meta({
      description: `\`CONTINUOUS\` costs ${usd(prices.configItem)} for each recorded change, \`DAILY\` ${usd(prices.configDailyItem)} for each resource that changed on a day. Firewall Manager needs \`CONTINUOUS\`.`,
    }),
    recordHighChurnTypesDaily: z
      .boolean()
      .optional()
      .meta({
        description: `Whether resource types that change often and are rarely queried, such as network interfaces, are recorded only once a day. The types are in \`modules/aws-config/high-churn-resource-types.ts\`. A resource of these types that exists for less than a day is then not recorded; CloudTrail still records its API calls. With \`false\`, 100,000 network interfaces that are created and deleted in a month cost ${usd(200_000 * prices.configItem)}. Default: \`true\` with \`CONTINUOUS\`.`,
        source: "https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingModeOverride.html",
      }),
    snapshotFrequency: recorderOptions.shape.snapshotFrequency,
    aggregator,
    rules: z
      .union([z.boolean(), z.array(ruleId).min(1, "expected at least one rule; use false for none")], {
        error: `expected true, false or a list of rules`,
      })
      .default(false)
      .meta({
        description: `AWS Config managed rules about logging. \`true\`: all except the two rules about log groups. A list: these rules. \`detections/aws-config-rules.ts\` describes each rule and where it is evaluated. An evaluation costs ${usd(prices.ruleEvaluation)}, and less after 100,000 in a month for each account and region. A rule has one evaluation a day, or one for each VPC, log group or changed bucket. \`cloudwatch-log-group-encrypted\` and \`cw-loggroup-retention-period-check\` evaluate every log group every day: together ${usd(2 * 30 * 100 * prices.ruleEvaluation)} a month in an account and region with 100 log groups, and ${usd(2 * 30 * 30_000 * prices.ruleEvaluation)} with 30,000 log groups, before that discount. \`cw-loggroup-retention-period-check\` accepts the shortest retention of the log groups that this configuration creates. The rules are created only in accounts whose recorder is \`create\` or \`adopt\`.`,
        source: "https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html",
      }),
  })
  .prefault({})
  .meta({ description: "AWS Config." });
