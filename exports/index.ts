/** Every public module. */
export * from "./account";
export * from "./archive";
export * from "./aws-config";
export * from "./detections";
export * from "./grants";
export * from "./iam";
export * from "./log-delivery";
export * from "./monitoring";
export * from "./trail";
