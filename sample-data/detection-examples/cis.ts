import { type Examples, event, refused, who } from "./example";

const signIn = (more: object) => event("signin", "ConsoleLogin", { type: "AwsConsoleSignIn", ...more });
const success = { response: { ConsoleLogin: "Success" } };
const failure = { response: { ConsoleLogin: "Failure" }, error: { message: "Failed authentication" } };
const mfa = (MFAUsed: "Yes" | "No") => ({ additional: { MFAUsed } });
const ec2Refused = { error: { code: "Client.UnauthorizedOperation", message: "You are not authorized" } };

/** Examples of a detection that matches some calls of a service and no other calls. */
const ofCalls = (service: string, fires: readonly string[], quiet: readonly string[]): Examples => ({
  fires: fires.map((name) => event(service, name)),
  quiet: quiet.map((name) => event(service, name)),
});

/** Events that match the exact patterns of CIS and Security Hub, and near misses. */
export const cisExamples: Readonly<Record<string, Examples>> = {
  "unauthorized-api-calls": {
    fires: [
      event("s3", "GetBucketPolicy", refused),
      event("ec2", "DescribeSnapshots", ec2Refused),
      event("cloudtrail", "StopLogging", { error: { code: "AccessDeniedException", message: "no" } }),
    ],
    quiet: [
      event("s3", "GetBucketPolicy"),
      event("s3", "GetBucketPolicy", { error: { code: "NoSuchBucketPolicy", message: "none" } }),
      event("ec2", "RunInstances", { error: { code: "Client.InstanceLimitExceeded", message: "too many" } }),
    ],
  },
  "console-sign-in-without-mfa": {
    fires: [
      signIn({ caller: who.user, ...success, ...mfa("No") }),
      signIn({ caller: who.user, ...success, ...mfa("No"), region: "us-east-1" }),
      signIn({ caller: who.user, ...success, additional: { MFAUsed: "no" } }),
    ],
    quiet: [
      signIn({ caller: who.user, ...success, ...mfa("Yes") }),
      signIn({ caller: who.person, ...success, ...mfa("No") }),
      signIn({ caller: who.user, ...failure, ...mfa("No") }),
    ],
  },
  "root-use": {
    fires: [
      event("s3", "ListBuckets", { caller: who.root }),
      event("sts", "GetCallerIdentity", { caller: { ...who.root, fromConsole: false } }),
      signIn({ caller: who.root, ...success }),
      signIn({ caller: who.root, ...failure }),
    ],
    quiet: [
      event("s3", "ListBuckets"),
      event("kms", "RotateKey", { caller: who.root, type: "AwsServiceEvent" }),
      event("s3", "GetBucketAcl", {
        caller: { ...who.root, identity: { ...who.root.identity, invokedBy: "cloudtrail.amazonaws.com" } },
      }),
    ],
  },
  "iam-policy-changes": {
    fires: ["PutRolePolicy", "CreatePolicyVersion", "AttachUserPolicy"].map((name) => event("iam", name)),
    quiet: [event("iam", "GetRolePolicy"), event("iam", "CreateRole"), event("organizations", "CreatePolicy")],
  },
  "trail-changes": ofCalls(
    "cloudtrail",
    ["StopLogging", "UpdateTrail", "DeleteTrail"],
    ["GetTrailStatus", "DescribeTrails", "PutEventSelectors"],
  ),
  "console-sign-in-failures": {
    fires: [
      signIn({ caller: who.user, ...failure }),
      signIn({ caller: who.root, ...failure }),
      signIn({ caller: who.user, ...failure, ...mfa("Yes") }),
    ],
    quiet: [
      signIn({ caller: who.user, ...success }),
      event("signin", "SwitchRole", { error: { message: "Failed authentication" } }),
      signIn({ caller: who.user, error: { message: "Account locked" } }),
    ],
  },
  "key-disabled-or-deleted": {
    fires: [event("kms", "DisableKey"), event("kms", "ScheduleKeyDeletion"), event("kms", "DisableKey", refused)],
    quiet: [event("kms", "EnableKey"), event("kms", "CancelKeyDeletion"), event("iam", "DisableKey")],
  },
  "bucket-policy-changes": ofCalls(
    "s3",
    ["PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl"],
    ["GetBucketPolicy", "PutBucketTagging", "CreateBucket"],
  ),
  "config-changes": ofCalls(
    "config",
    ["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutConfigurationRecorder"],
    ["DescribeConfigurationRecorders", "PutEvaluations", "StartConfigurationRecorder"],
  ),
  "security-group-changes": ofCalls(
    "ec2",
    ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupEgress", "CreateSecurityGroup"],
    ["DescribeSecurityGroups", "ModifySecurityGroupRules", "CreateTags"],
  ),
  "network-acl-changes": ofCalls(
    "ec2",
    ["CreateNetworkAclEntry", "DeleteNetworkAcl", "ReplaceNetworkAclAssociation"],
    ["DescribeNetworkAcls", "CreateSubnet", "ModifySubnetAttribute"],
  ),
  "network-gateway-changes": ofCalls(
    "ec2",
    ["AttachInternetGateway", "CreateCustomerGateway", "DeleteInternetGateway"],
    ["DescribeInternetGateways", "CreateNatGateway", "CreateTransitGateway"],
  ),
  "route-table-changes": {
    fires: ["CreateRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable"].map((name) => event("ec2", name)),
    quiet: [
      event("ec2", "DescribeRouteTables"),
      event("ec2", "AssociateRouteTable"),
      event("apigateway", "CreateRoute"),
    ],
  },
  "vpc-changes": ofCalls(
    "ec2",
    ["CreateVpc", "AcceptVpcPeeringConnection", "ModifyVpcAttribute"],
    ["DescribeVpcs", "CreateVpcEndpoint", "CreateSubnet"],
  ),
  "organization-changes": {
    fires: ["LeaveOrganization", "MoveAccount", "DetachPolicy"].map((name) => event("organizations", name)),
    quiet: [
      event("organizations", "DescribeOrganization"),
      event("organizations", "ListAccounts"),
      event("iam", "CreatePolicy"),
    ],
  },
};
