import { Option } from "commander";
import { type FoundConfiguration, findConfiguration } from "../../config/find-configuration";

/** The option `--config` of every command that reads the configuration. */
export const configOption = (): Option =>
  new Option("-c, --config <file>", "configuration to read (default: AUDIT_CONFIG, or else audit.yaml)");

/**
 * The configuration of a command. Prints a notice if the command uses the example, because the folder has no configuration.
 *
 * @param option value of `--config`
 * @throws UserError when the option is empty, or when the folder only has a file with a similar name
 */
export function chosenConfiguration(option: string | undefined): FoundConfiguration {
  const found = findConfiguration(option);
  if (found.isFallback)
    console.error("there is no audit.yaml in this folder: using the example configuration of trailkeeper");
  return found;
}
