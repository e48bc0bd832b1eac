import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { LoggingHealthRule } from "../detections/logging-health-rules";
import { inEachRegion } from "./regions";

export interface LoggingHealthRulesProps {
  /** Region of the provider, and the one of rules whose answer is the same everywhere. */
  readonly homeRegion: string;

  /** Regions with a recorder that has been started, each with what tells so. */
  readonly recorders: ReadonlyMap<string, ITerraformDependable>;

  /** Rules of this account. */
  readonly rules: readonly LoggingHealthRule[];

  /** Name of a rule, by its id. */
  readonly ruleName: (id: string) => string;
}

/**
 * Rules of AWS Config about logging, in the regions of one account that are recorded.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config.html
 */
export class LoggingHealthRules extends Construct {
  constructor(scope: Construct, id: string, { homeRegion, recorders, rules, ruleName }: LoggingHealthRulesProps) {
    super(scope, id);

    inEachRegion(this, { homeRegion, regions: [...recorders.keys()] }, (regional, elsewhere, region) => {
      const started = recorders.get(region);
      for (const rule of rules.filter(({ regions }) => regions === "every" || region === homeRegion)) {
        new ConfigConfigRule(regional, rule.id, {
          name: ruleName(rule.id),
          description: rule.why,
          source: { owner: "AWS", sourceIdentifier: rule.identifier },
          inputParameters: rule.parameters && JSON.stringify(rule.parameters),
          maximumExecutionFrequency: rule.trigger === "periodic" ? "TwentyFour_Hours" : undefined,
          // AWS Config refuses a rule where no recorder is
          dependsOn: started && [started],
          ...elsewhere,
        });
      }
    });
  }
}
