import { Option } from "commander";
import { type FoundConfiguration, findConfiguration } from "../../config/find-configuration";

/** The option `--config` of every command that reads the configuration. */
export const configOption = (): Option =>
  new Option("-c, --config <file>", "configuration to read (default: AUDIT_CONFIG, or else audit.yaml)");

/**
 * The configuration of a command. If it is the example, because there is no other, this is printed first.
 *
 * @param option value of `--config`
 * @throws UserError when the choice is empty, or a file has a similar name only
 */
export function chosenConfiguration(option: string | undefined): FoundConfiguration {
  const found = findConfiguration(option);
  if (found.isFallback)
    console.error("there is no audit.yaml in this folder: the example configuration of trailkeeper is used");
  return found;
}
