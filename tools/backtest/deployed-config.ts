import { join } from "node:path";
import { configPath, loadConfig } from "../../config/load";
import type { AuditConfig } from "../../config/audit-config";

const example = "config/example.yaml";

/**
 * The configuration as `npm run synth` would deploy it here, or the example where there is none.
 *
 * @throws ConfigurationError when it cannot be used
 */
export function deployedConfig(): AuditConfig {
  const path = configPath();
  // The example lies in the project, from wherever the program is started
  return loadConfig(path === example ? join(__dirname, "../..", example) : path);
}
