import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AwsConfigRule } from "../../detections/aws-config-rules";
import { inEachRegion } from "../terraform/regions";
import { forms } from "../../aws-semantics/values/forms";
import { checkInput, checkForm, wholeNumber } from "../input/input";

export interface AwsConfigRulesProps {
  /** Region of the provider. Rules that have the same result in every region are created only in this region. */
  readonly homeRegion: string;

  /** Started recorders by region. The rules depend on them. */
  readonly recorders: ReadonlyMap<string, ITerraformDependable>;

  /** Rules of this account. */
  readonly rules: readonly AwsConfigRule[];

  /** Shortest retention of this project's own log groups, in days. */
  readonly leastRetentionDays: number;

  /** Name of a rule, by its id. */
  readonly ruleName: (id: string) => string;
}

/**
 * Rules of AWS Config about logging, in every recorded region of one account.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config.html
 */
export class AwsConfigRules extends Construct {
  constructor(scope: Construct, id: string, props: AwsConfigRulesProps) {
    super(scope, id);

    const { homeRegion, recorders, rules, leastRetentionDays, ruleName } = props;
    checkInput(this, [
      checkForm("homeRegion", homeRegion, forms.region),
      recorders.has(homeRegion)
        ? undefined
        : `recorders: expected the recorder of the home region ${homeRegion}, got ${[...recorders.keys()].join(", ") || "none"}`,
      wholeNumber("leastRetentionDays", leastRetentionDays),
    ]);

    inEachRegion(this, { homeRegion, regions: [...recorders.keys()] }, (regional, regionArguments, region) => {
      const started = recorders.get(region);
      for (const rule of rules.filter(({ regions }) => regions === "every" || region === homeRegion)) {
        new ConfigConfigRule(regional, rule.id, {
          name: ruleName(rule.id),
          description: rule.why,
          source: { owner: "AWS", sourceIdentifier: rule.identifier },
          inputParameters: parametersOf(rule, leastRetentionDays),
          maximumExecutionFrequency: rule.trigger === "periodic" ? "TwentyFour_Hours" : undefined,
          // AWS Config rejects a rule in a region without a recorder
          dependsOn: started && [started],
          ...regionArguments,
        });
      }
    });
  }
}

/** Parameters of a rule as JSON. Undefined if the rule uses the defaults of AWS. */
function parametersOf({ parameters, retentionParameter }: AwsConfigRule, days: number): string | undefined {
  const retention = retentionParameter && { [retentionParameter]: String(days) };
  return parameters || retention ? JSON.stringify({ ...parameters, ...retention }) : undefined;
}
