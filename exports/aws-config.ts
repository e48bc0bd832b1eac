/** AWS Config. */
export { ConfigAggregator, type ConfigAggregatorProps } from "../modules/aws-config/config-aggregator";
export { ConfigRecorder, type ConfigRecorderProps } from "../modules/aws-config/config-recorder";
export { type RecorderRoleChoice, type RecorderRoleProps } from "../modules/aws-config/config-recorder-role";
