import { z } from "zod";
import { awsConfigRules } from "../../../detections/aws-config-rules";
import { accountId, refused } from "../fields";
import { prices, usd } from "../prices";

/** Whose the recorder of an account is. */
const recorder = z.enum(["create", "adopt", "none"]);

/** Names of the rules, as a configuration lists them. */
const ruleIds: readonly string[] = awsConfigRules.map(({ id }) => id);

/** No enum, and of no type: what is wrong with an entry would be told of the whole list, because it is one of two choices. */
const ruleId = z
  .unknown()
  .refine((id) => ruleIds.some((known) => known === id), `expected one of ${ruleIds.join(", ")}`)
  .meta({ type: "string", enum: ruleIds }) as unknown as z.ZodType<string>;

/** Of no type, as `ruleId` is: an entry stands in one of two choices. */
const listedAccount = z
  .unknown()
  .refine((id) => accountId.safeParse(id).success, 'expected an account id: 12 digits in quotes, "111111111111"')
  .meta({ type: "string", pattern: "^\\d{12}$" }) as unknown as z.ZodType<string>;

/** Accounts that get the service-linked role: none, every one, or those listed. */
const createServiceLinkedRole = z
  .union([z.boolean(), z.array(listedAccount).min(1, "expected an account or more; write false for none")], {
    error: "expected true, false or a list of account ids",
  })
  .default(false)
  .meta({
    description:
      "With `role: serviceLinked`: whether to create the role. `true` for every recorded account, or a list of the accounts that lack it. An account has one: where it exists, the apply fails with `has been taken in this account`; where it is missing and not created, with `InvalidRoleException`. `aws iam get-role --role-name AWSServiceRoleForConfig` shows it. Keep an account listed once the role was created here: without it Terraform deletes the role, which AWS refuses while a recorder has it.",
    source: "https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html",
  });

const aggregator = z
  .strictObject({
    enabled: z.boolean().default(false).meta({
      description:
        "Whether one account shows what AWS Config knows of all accounts and regions. It is a Terraform root of its own, `config-aggregator`, applied after the management account.",
    }),
    account: accountId.optional().meta({
      description:
        "Account of the aggregator: any of the configuration but the management account. Default: the log archive.",
    }),
    register: z.boolean().default(true).meta({
      description:
        "Whether the management account registers that account as delegated administrator of `config.amazonaws.com`. Trusted access has to be on before: `aws organizations enable-aws-service-access --service-principal config.amazonaws.com`. `false` where it is registered already.",
    }),
  })
  .prefault({})
  .meta({
    description: "The organization's aggregator. It aggregates, it switches no recorder on.",
    source: "https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html",
  });

/** AWS Config in every account. */
export const awsConfigSchema = z
  .strictObject({
    enabled: refused(
      "it is logSources.config.recorder now; write recorder: create instead of true, recorder: none instead of false",
    ),
    recorder: recorder.default("create").meta({
      description: `\`create\`: a recorder in every account and recorded region; AWS takes ${usd(prices.configItem)} for each change that it records. \`adopt\`: the recorder and the channel that are there already are imported into the Terraform state and managed from then on; where there is none the plan fails with \`Cannot import non-existent remote object\`. \`none\`: nothing of AWS Config. AWS's guide excepts China (Beijing) from delivery to another account.`,
    }),
    recorderByAccount: z.record(z.string(), recorder).default({}).meta({
      description:
        "Accounts that differ, by their id in quotes. Control Tower records every account it governs and forbids others to: `recorder: none`, and `create` for the management account, which it does not record.",
    }),
    adoptedName: z
      .string()
      .regex(/^[\w.-]{1,256}$/, "expected the name of a recorder: letters, digits, dots, underscores or hyphens")
      .default("default")
      .meta({
        description:
          "Name of the recorders and of the delivery channels to adopt. Change an adopted account to `create` only where it is `default`, else the recorder would be replaced.",
      }),
    role: z.enum(["own", "serviceLinked"]).default("own").meta({
      description:
        "Role of the recorders. `own`: a role in each account, which delivers to the archive by itself. `serviceLinked`: AWS Config's role `AWSServiceRoleForConfig`, as Security Hub's control Config.1 wants it; the service `config.amazonaws.com` delivers then. Decision 0005 compares them.",
      source: "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html",
    }),
    createServiceLinkedRole,
    recordingFrequency: z
      .enum(["CONTINUOUS", "DAILY"])
      .default("CONTINUOUS")
      .meta({
        description: `\`CONTINUOUS\` costs ${usd(prices.configItem)} for each recorded change, \`DAILY\` ${usd(prices.configDailyItem)} for each resource that changed on a day. Firewall Manager needs \`CONTINUOUS\`.`,
      }),
    dailyForChurnyTypes: z
      .boolean()
      .optional()
      .meta({
        description: `Whether types that change often and are seldom queried, network interfaces above all, are recorded once a day, the others continuously. The types are in \`modules/aws-config/high-churn-resource-types.ts\`. A resource of these types that exists for less than a day is not recorded then; CloudTrail still has its calls. With \`false\`, 100,000 network interfaces that are created and deleted in a month cost ${usd(200_000 * prices.configItem)}. Default: \`true\` with \`CONTINUOUS\`.`,
        source: "https://docs.aws.amazon.com/config/latest/APIReference/API_RecordingModeOverride.html",
      }),
    snapshotFrequency: z
      .enum(["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"])
      .default("TwentyFour_Hours")
      .meta({ description: "How often a snapshot of all resources is delivered." }),
    aggregator,
    rules: z
      .union([z.boolean(), z.array(ruleId).min(1, "expected a rule or more; write false for none")], {
        error: `expected true, false or a list of rules`,
      })
      .default(false)
      .meta({
        description: `AWS's managed rules about logging: \`true\` for all but the two about log groups, or a list of them; what each is about and where it is evaluated is in \`detections/aws-config-rules.ts\`. Each evaluation costs ${usd(prices.ruleEvaluation)}, less beyond 100,000 of an account and region in a month: one a day, or one for each VPC, log group or changed bucket. \`cloudwatch-log-group-encrypted\` and \`cw-loggroup-retention-period-check\` evaluate every log group every day: together ${usd(2 * 30 * 100 * prices.ruleEvaluation)} a month in an account and region of 100 log groups, and ${usd(2 * 30 * 30_000 * prices.ruleEvaluation)} in one of 30,000 before that discount. The second one accepts the shortest retention of the log groups that this configuration creates. Only where a recorder is created or adopted.`,
        source: "https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html",
      }),
  })
  .prefault({})
  .meta({ description: "AWS Config." });
