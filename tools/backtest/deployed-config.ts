import type { AuditConfig } from "../../config/audit-config";
import { findConfiguration } from "../../config/find-configuration";
import { loadConfig } from "../../config/load";

/**
 * The configuration that `npm run synth` would deploy here, or else the example.
 *
 * @throws ConfigurationError when it is invalid
 */
export const deployedConfig = (): AuditConfig => loadConfig(findConfiguration().path);
