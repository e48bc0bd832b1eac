import type { Detection } from "../detection";
import { notDrilled, onlyInTheConsole, refused } from "../drill";
import { disableNoKey, stopNoRecorder } from "./drill-calls";

/**
 * The monitoring controls of the CIS AWS Foundations Benchmark.
 *
 * Each pattern is an exact copy: Security Hub compares it with its own pattern and accepts no additional term. The last pattern has
 * the 21 event names that Prowler expects, three more than the benchmark lists.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
export const cisDetections: readonly Detection[] = [
  {
    id: "unauthorized-api-calls",
    title: "Calls were refused",
    why: "Somebody tries calls without permission: an attacker, or a broken deployment.",
    severity: "notify",
    track: "compliance",
    drill: refused("sts", "AssumeRole", "No role has this name.", ({ partition, accountId, name }) => ({
      RoleArn: `arn:${partition}:iam::${accountId}:role/${name}`,
      RoleSessionName: name,
    })),
    controls: ["CIS 1.2: 3.1", "CIS 1.4 to 5.0: 4.1", "CIS 6.0 and 7.0: 5.1", "Security Hub CloudWatch.2"],
    pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  },
  {
    id: "console-sign-in-without-mfa",
    title: "Somebody signed in to the console without MFA",
    why: "A stolen password is enough to become this user.",
    severity: "notify",
    track: "compliance",
    drill: onlyInTheConsole,
    controls: ["CIS 1.2: 3.2", "CIS 1.4 to 5.0: 4.2", "CIS 6.0 and 7.0: 5.2", "Security Hub CloudWatch.3"],
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
  },
  {
    id: "root-use",
    title: "The root user acted, or tried to sign in",
    why: "No IAM policy of the account limits the root user.",
    severity: "notify",
    track: "compliance",
    drill: notDrilled("Only the root user raises this alarm. Nobody should use the root user for a drill."),
    controls: [
      "CIS 1.2: 1.1 and 3.3",
      "CIS 1.4: 1.7 and 4.3",
      "CIS 1.5 to 5.0: 4.3",
      "CIS 6.0 and 7.0: 5.3",
      "Security Hub CloudWatch.1",
    ],
    pattern: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  },
  {
    id: "iam-policy-changes",
    title: "IAM policies were changed",
    why: "Permissions were changed.",
    severity: "notify",
    track: "compliance",
    drill: refused("iam", "DeleteRolePolicy", "No role has this name.", ({ name }) => ({
      RoleName: name,
      PolicyName: name,
    })),
    controls: ["CIS 1.2: 3.4", "CIS 1.4 to 5.0: 4.4", "CIS 6.0 and 7.0: 5.4", "Security Hub CloudWatch.4"],
    pattern:
      "{($.eventSource=iam.amazonaws.com) && (($.eventName=DeleteGroupPolicy) || ($.eventName=DeleteRolePolicy) || ($.eventName=DeleteUserPolicy) || ($.eventName=PutGroupPolicy) || ($.eventName=PutRolePolicy) || ($.eventName=PutUserPolicy) || ($.eventName=CreatePolicy) || ($.eventName=DeletePolicy) || ($.eventName=CreatePolicyVersion) || ($.eventName=DeletePolicyVersion) || ($.eventName=AttachRolePolicy) || ($.eventName=DetachRolePolicy) || ($.eventName=AttachUserPolicy) || ($.eventName=DetachUserPolicy) || ($.eventName=AttachGroupPolicy) || ($.eventName=DetachGroupPolicy))}",
  },
  {
    id: "trail-changes",
    title: "A trail was created, changed, stopped or deleted",
    why: "Calls are no longer recorded in the archive if the trail was stopped or narrowed.",
    severity: "notify",
    track: "compliance",
    drill: refused("cloudtrail", "StopLogging", "No trail has this name.", ({ name }) => ({ Name: name })),
    controls: ["CIS 1.2: 3.5", "CIS 1.4 to 5.0: 4.5", "CIS 6.0 and 7.0: 5.5", "Security Hub CloudWatch.5"],
    pattern:
      "{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}",
  },
  {
    id: "console-sign-in-failures",
    title: "Console sign-ins failed",
    why: "Somebody guesses passwords, or forgot one.",
    severity: "notify",
    track: "compliance",
    drill: onlyInTheConsole,
    controls: ["CIS 1.2: 3.6", "CIS 1.4 to 5.0: 4.6", "CIS 6.0 and 7.0: 5.6", "Security Hub CloudWatch.6"],
    pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
  },
  {
    id: "key-disabled-or-deleted",
    title: "A KMS key was disabled or scheduled for deletion",
    why: "All data that the key encrypts becomes unreadable, including logs that use this key.",
    severity: "notify",
    track: "compliance",
    drill: disableNoKey,
    controls: ["CIS 1.2: 3.7", "CIS 1.4 to 5.0: 4.7", "CIS 6.0 and 7.0: 5.7", "Security Hub CloudWatch.7"],
    pattern: "{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}",
  },
  {
    id: "bucket-policy-changes",
    title: "Bucket policies or similar settings were changed",
    why: "Somebody may have gained access to data, or data may be deleted earlier.",
    severity: "notify",
    track: "compliance",
    drill: refused("s3", "DeleteBucketCors", "No bucket has this name.", ({ name, accountId }) => ({
      Bucket: name,
      ExpectedBucketOwner: accountId,
    })),
    controls: ["CIS 1.2: 3.8", "CIS 1.4 to 5.0: 4.8", "CIS 6.0 and 7.0: 5.8", "Security Hub CloudWatch.8"],
    pattern:
      "{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}",
  },
  {
    id: "config-changes",
    title: "AWS Config was set up, stopped or redirected",
    why: "It is possible that changes of resources are no longer recorded, or are recorded in another bucket.",
    severity: "notify",
    track: "compliance",
    drill: stopNoRecorder,
    controls: ["CIS 1.2: 3.9", "CIS 1.4 to 5.0: 4.9", "CIS 6.0 and 7.0: 5.9", "Security Hub CloudWatch.9"],
    pattern:
      "{($.eventSource=config.amazonaws.com) && (($.eventName=StopConfigurationRecorder) || ($.eventName=DeleteDeliveryChannel) || ($.eventName=PutDeliveryChannel) || ($.eventName=PutConfigurationRecorder))}",
  },
  {
    id: "security-group-changes",
    title: "Security groups were changed",
    why: "A network path may have been opened.",
    severity: "notify",
    track: "compliance",
    drill: refused(
      "ec2",
      "DeleteSecurityGroup",
      "No security group has this id, and the call is a dry run.",
      ({ hex }) => ({
        GroupId: `sg-${hex}`,
        DryRun: true,
      }),
    ),
    controls: ["CIS 1.2: 3.10", "CIS 1.4 to 5.0: 4.10", "CIS 6.0 and 7.0: 5.10", "Security Hub CloudWatch.10"],
    pattern:
      "{($.eventName=AuthorizeSecurityGroupIngress) || ($.eventName=AuthorizeSecurityGroupEgress) || ($.eventName=RevokeSecurityGroupIngress) || ($.eventName=RevokeSecurityGroupEgress) || ($.eventName=CreateSecurityGroup) || ($.eventName=DeleteSecurityGroup)}",
  },
  {
    id: "network-acl-changes",
    title: "Network ACLs were changed",
    why: "A network path may have been opened or cut.",
    severity: "notify",
    track: "compliance",
    drill: refused("ec2", "DeleteNetworkAcl", "No network ACL has this id, and the call is a dry run.", ({ hex }) => ({
      NetworkAclId: `acl-${hex}`,
      DryRun: true,
    })),
    controls: ["CIS 1.2: 3.11", "CIS 1.4 to 5.0: 4.11", "CIS 6.0 and 7.0: 5.11", "Security Hub CloudWatch.11"],
    pattern:
      "{($.eventName=CreateNetworkAcl) || ($.eventName=CreateNetworkAclEntry) || ($.eventName=DeleteNetworkAcl) || ($.eventName=DeleteNetworkAclEntry) || ($.eventName=ReplaceNetworkAclEntry) || ($.eventName=ReplaceNetworkAclAssociation)}",
  },
  {
    id: "network-gateway-changes",
    title: "Network gateways were changed",
    why: "A network may now have a path to the internet or to a VPN.",
    severity: "notify",
    track: "compliance",
    drill: refused("ec2", "DeleteInternetGateway", "No gateway has this id, and the call is a dry run.", ({ hex }) => ({
      InternetGatewayId: `igw-${hex}`,
      DryRun: true,
    })),
    controls: ["CIS 1.2: 3.12", "CIS 1.4 to 5.0: 4.12", "CIS 6.0 and 7.0: 5.12", "Security Hub CloudWatch.12"],
    pattern:
      "{($.eventName=CreateCustomerGateway) || ($.eventName=DeleteCustomerGateway) || ($.eventName=AttachInternetGateway) || ($.eventName=CreateInternetGateway) || ($.eventName=DeleteInternetGateway) || ($.eventName=DetachInternetGateway)}",
  },
  {
    id: "route-table-changes",
    title: "Route tables were changed",
    why: "Traffic may be sent along another path.",
    severity: "notify",
    track: "compliance",
    drill: refused("ec2", "DeleteRouteTable", "No route table has this id, and the call is a dry run.", ({ hex }) => ({
      RouteTableId: `rtb-${hex}`,
      DryRun: true,
    })),
    controls: ["CIS 1.2: 3.13", "CIS 1.4 to 5.0: 4.13", "CIS 6.0 and 7.0: 5.13", "Security Hub CloudWatch.13"],
    pattern:
      "{($.eventSource=ec2.amazonaws.com) && (($.eventName=CreateRoute) || ($.eventName=CreateRouteTable) || ($.eventName=ReplaceRoute) || ($.eventName=ReplaceRouteTableAssociation) || ($.eventName=DeleteRouteTable) || ($.eventName=DeleteRoute) || ($.eventName=DisassociateRouteTable))}",
  },
  {
    id: "vpc-changes",
    title: "VPCs or their peerings were changed",
    why: "Separate networks may have been connected.",
    severity: "notify",
    track: "compliance",
    drill: refused("ec2", "DeleteVpc", "No VPC has this id, and the call is a dry run.", ({ hex }) => ({
      VpcId: `vpc-${hex}`,
      DryRun: true,
    })),
    controls: ["CIS 1.2: 3.14", "CIS 1.4 to 5.0: 4.14", "CIS 6.0 and 7.0: 5.14", "Security Hub CloudWatch.14"],
    pattern:
      "{($.eventName=CreateVpc) || ($.eventName=DeleteVpc) || ($.eventName=ModifyVpcAttribute) || ($.eventName=AcceptVpcPeeringConnection) || ($.eventName=CreateVpcPeeringConnection) || ($.eventName=DeleteVpcPeeringConnection) || ($.eventName=RejectVpcPeeringConnection) || ($.eventName=AttachClassicLinkVpc) || ($.eventName=DetachClassicLinkVpc) || ($.eventName=DisableVpcClassicLink) || ($.eventName=EnableVpcClassicLink)}",
  },
  {
    id: "organization-changes",
    title: "The organization was changed",
    why: "Accounts, or policies that limit them, were changed.",
    severity: "notify",
    track: "compliance",
    drill: refused("organizations", "DeletePolicy", "No policy has this id.", ({ hex }) => ({ PolicyId: `p-${hex}` })),
    controls: ["CIS 1.4 to 5.0: 4.15", "CIS 6.0 and 7.0: 5.15"],
    pattern:
      '{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = "AcceptHandshake") || ($.eventName = "AttachPolicy") || ($.eventName = "CancelHandshake") || ($.eventName = "CreateAccount") || ($.eventName = "CreateOrganization") || ($.eventName = "CreateOrganizationalUnit") || ($.eventName = "CreatePolicy") || ($.eventName = "DeclineHandshake") || ($.eventName = "DeleteOrganization") || ($.eventName = "DeleteOrganizationalUnit") || ($.eventName = "DeletePolicy") || ($.eventName = "DetachPolicy") || ($.eventName = "DisablePolicyType") || ($.eventName = "EnableAllFeatures") || ($.eventName = "EnablePolicyType") || ($.eventName = "InviteAccountToOrganization") || ($.eventName = "LeaveOrganization") || ($.eventName = "MoveAccount") || ($.eventName = "RemoveAccountFromOrganization") || ($.eventName = "UpdateOrganizationalUnit") || ($.eventName = "UpdatePolicy")) }',
  },
];
