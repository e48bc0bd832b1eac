/** AWS Config. */
export { AwsConfigRules, type AwsConfigRulesProps } from "../modules/aws-config/aws-config-rules";
export { ConfigAggregator, type ConfigAggregatorProps } from "../modules/aws-config/config-aggregator";
export { ConfigRecorder, type ConfigRecorderProps } from "../modules/aws-config/config-recorder";
export { type RecorderRoleChoice, type RecorderRoleProps } from "../modules/aws-config/config-recorder-role";
