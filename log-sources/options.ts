import { applicationLogOptions } from "./application-logs";
import { recorderOptions } from "./aws-config";
import { flowLogOptions } from "./flow-logs";
import { webAclOptions } from "./web-acl-logs";

/** The options of each log source that the configuration and `AccountLogSources` have in common, by the name of their type. */
export const logSourceOptions = {
  ApplicationLogOptions: applicationLogOptions,
  FlowLogOptions: flowLogOptions,
  RecorderOptions: recorderOptions,
  WebAclOptions: webAclOptions,
} as const;
