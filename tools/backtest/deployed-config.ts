import { join } from "node:path";
import { configPath, loadConfig } from "../../config/load";
import type { AuditConfig } from "../../config/audit-config";

const example = "config/example.yaml";

/**
 * The configuration that `npm run synth` would deploy here, or else the example.
 *
 * @throws ConfigurationError when it is invalid
 */
export function deployedConfig(): AuditConfig {
  const path = configPath();
  // The example is in the project folder, not in the working directory
  return loadConfig(path === example ? join(__dirname, "../..", example) : path);
}
