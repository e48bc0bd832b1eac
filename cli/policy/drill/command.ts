import { Command } from "commander";
import { detectionsOf } from "../../../config/derived/detections-of";
import { loadConfig } from "../../../config/load";
import { programName, silentProgramName } from "../../../shared/program-name";
import { UserError } from "../../../shared/user-error";
import { chosenConfiguration, configOption } from "../../shared/config-option";
import { policyText } from "../policy-text";
import { drillPolicy } from "./drill-policy";

const helpText = () => `
Examples:
  ${silentProgramName()} policy drill > policy.json

The role must be in the account of the alarms. Reads only the configuration and needs no credentials. docs/drill.md describes the
role.

Exit codes: 0 success; 1 failure, see standard error; 2 wrong usage.`;

/** `trailkeeper policy drill`: prints the policy of a role that runs drills. */
export const drillPolicyCommand = (name = "drill"): Command =>
  new Command(name)
    .addOption(configOption())
    .addHelpText("after", helpText())
    .action(({ config }: { readonly config?: string }) => {
      const { path, isFallback } = chosenConfiguration(config);
      if (isFallback)
        throw new UserError(
          `there is no configuration, so there are no alarms to drill; run ${programName()} init to create audit.yaml`,
        );
      const settings = loadConfig(path);
      console.log(policyText(drillPolicy(settings, detectionsOf(settings))));
    });
