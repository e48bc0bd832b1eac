import type { Caller } from "../events/event";
import { account, arn } from "../values";
import { type Examples, event, refused, who } from "./example";

const ec2 = (name: string, request?: object, more: object = {}) =>
  event("ec2", name, { request: { ...request }, ...more });
const resolver = (name: string, request: object, more: object = {}) =>
  event("route53resolver", name, { request: { ...request }, ...more });
const domains = (name: string, more: object = {}) =>
  event("route53domains", name, { region: "us-east-1", request: { domainName: "example.com" }, ...more });
const ssm = (name: string, request: object, more: object = {}) =>
  event("ssm", name, { request: { ...request }, ...more });

/** A caller on whose behalf a service calls. CloudTrail records the service instead of an address. */
const through = (service: string, caller: Caller = who.administrator) => {
  const principal = `${service}.amazonaws.com`;
  const identity = { ...caller.identity, invokedBy: principal };
  return { caller: { ...caller, identity, address: principal, agent: principal } };
};
const byStack = through("cloudformation", who.pipeline);
const dryRun = { error: { code: "Client.DryRunOperation", message: "Request would have succeeded" } };

interface Rule {
  readonly ports: readonly [number, number];
  readonly v4?: string;
  readonly v6?: string;
  readonly protocol?: string;
}

/** `AuthorizeSecurityGroupIngress` with rules of one address range each, in the request and in the response. */
const ingressAllowed = (rules: readonly Rule[], more: object = {}) =>
  event("ec2", "AuthorizeSecurityGroupIngress", {
    request: {
      groupId: "sg-0a1b2c3d",
      ipPermissions: {
        items: rules.map(({ ports: [fromPort, toPort], v4, v6, protocol = "tcp" }) => ({
          ipProtocol: protocol,
          ...(protocol !== "-1" && { fromPort, toPort }),
          groups: {},
          ipRanges: v4 ? { items: [{ cidrIp: v4 }] } : {},
          ipv6Ranges: v6 ? { items: [{ cidrIpv6: v6 }] } : {},
          prefixListIds: {},
        })),
      },
    },
    response: {
      _return: true,
      securityGroupRuleSet: {
        items: rules.map(({ ports: [fromPort, toPort], v4, v6, protocol = "tcp" }) => ({
          groupId: "sg-0a1b2c3d",
          isEgress: false,
          ipProtocol: protocol,
          fromPort,
          toPort,
          ...(v4 && { cidrIpv4: v4 }),
          ...(v6 && { cidrIpv6: v6 }),
        })),
      },
    },
    ...more,
  });

const everywhere = "0.0.0.0/0";
const everywhere6 = "::/0";
const office = "198.51.100.0/24";

const ruleEdit = (rule: object, more: object = {}) => ({
  SecurityGroupRuleId: "sgr-0a1b2c3d",
  SecurityGroupRule: { IpProtocol: "tcp", FromPort: 22, ToPort: 22, ...rule },
  ...more,
});
const ruleEdits = (rules: object, more: object = {}) =>
  ec2(
    "ModifySecurityGroupRules",
    { ModifySecurityGroupRulesRequest: { GroupId: "sg-0a1b2c3d", SecurityGroupRule: rules } },
    { caller: who.person, ...more },
  );
const aclEntry = (request: object) => ({
  networkAclId: "acl-0a1b2c3d",
  ruleNumber: 90,
  egress: false,
  ruleAction: "allow",
  aclProtocol: "-1",
  portRange: {},
  ...request,
});
const runShell = {
  documentName: "AWS-RunShellScript",
  instanceIds: ["i-0a1b2c3d"],
  parameters: "HIDDEN_DUE_TO_SECURITY_REASONS",
};
const metadata = (kind: "Options" | "Defaults", options: object) => ({
  [`ModifyInstanceMetadata${kind}Request`]: options,
});

/** Events that the detections of networks and machines match, and near misses. */
export const infrastructureExamples: Readonly<Record<string, Examples>> = {
  "security-group-open-to-world": {
    fires: [
      ingressAllowed([{ ports: [22, 22], v4: everywhere }]),
      ingressAllowed([{ ports: [3389, 3389], v6: everywhere6 }], { caller: who.person }),
      ingressAllowed([{ ports: [-1, -1], v4: everywhere, protocol: "-1" }], { caller: who.user }),
      ingressAllowed([{ ports: [0, 443], v4: everywhere }]),
      ingressAllowed(
        [
          { ports: [443, 443], v4: everywhere },
          { ports: [25, 25], v4: everywhere },
        ],
        { caller: who.pipeline },
      ),
      ingressAllowed([
        { ports: [443, 443], v4: everywhere },
        { ports: [-1, -1], v6: everywhere6, protocol: "-1" },
      ]),
      ingressAllowed([
        { ports: [80, 80], v4: everywhere },
        { ports: [443, 443], v4: everywhere },
        { ports: [6379, 6379], v4: everywhere },
      ]),
      ingressAllowed([{ ports: [22, 22], v4: everywhere }], byStack),
    ],
    quiet: [
      ingressAllowed([{ ports: [443, 443], v4: everywhere, v6: everywhere6 }]),
      ingressAllowed([
        { ports: [80, 80], v4: everywhere },
        { ports: [443, 443], v4: everywhere },
      ]),
      ingressAllowed([
        { ports: [443, 443], v4: everywhere },
        { ports: [80, 80], v6: everywhere6 },
      ]),
      ingressAllowed([
        { ports: [443, 443], v4: everywhere },
        { ports: [3, 4], v4: everywhere, protocol: "icmp" },
      ]),
      ingressAllowed([{ ports: [22, 22], v4: office }]),
      ingressAllowed([{ ports: [-1, -1], v4: "10.0.0.0/8", protocol: "-1" }], { caller: who.pipeline }),
      ingressAllowed([{ ports: [3, 4], v4: everywhere, protocol: "icmp" }]),
      ingressAllowed([{ ports: [22, 22], v4: everywhere }], refused),
      ingressAllowed([{ ports: [22, 22], v4: everywhere }], dryRun),
      ec2(
        "AuthorizeSecurityGroupEgress",
        { groupId: "sg-0a1b2c3d" },
        {
          response: {
            securityGroupRuleSet: { items: [{ isEgress: true, ipProtocol: "-1", toPort: -1, cidrIpv4: everywhere }] },
          },
        },
      ),
    ],
  },
  "network-perimeter-loosened": {
    fires: [
      ruleEdits(ruleEdit({ CidrIpv4: everywhere })),
      ruleEdits(ruleEdit({ CidrIpv6: everywhere6 })),
      ruleEdits([ruleEdit({ CidrIpv4: office }), ruleEdit({ CidrIpv4: everywhere })]),
      ec2("CreateNetworkAclEntry", aclEntry({ cidrBlock: everywhere })),
      ec2("ReplaceNetworkAclEntry", aclEntry({ ipv6CidrBlock: everywhere6 })),
      ec2("ModifyVpcBlockPublicAccessOptions", {
        ModifyVpcBlockPublicAccessOptionsRequest: { InternetGatewayBlockMode: "off" },
      }),
      ec2("CreateVpcBlockPublicAccessExclusion", { CreateVpcBlockPublicAccessExclusionRequest: { VpcId: "vpc-1" } }),
      ec2("ModifyVpcEndpoint", { ModifyVpcEndpointRequest: { VpcEndpointId: "vpce-1", ResetPolicy: true } }),
    ],
    quiet: [
      ruleEdits(ruleEdit({ CidrIpv4: office })),
      ruleEdits(ruleEdit({ CidrIpv4: everywhere }), refused),
      ec2("CreateNetworkAclEntry", aclEntry({ cidrBlock: everywhere, egress: true })),
      ec2("CreateNetworkAclEntry", aclEntry({ cidrBlock: everywhere, ruleAction: "deny" })),
      ec2("CreateNetworkAclEntry", aclEntry({ cidrBlock: "10.0.0.0/8" })),
      ec2("ModifyVpcBlockPublicAccessOptions", {
        ModifyVpcBlockPublicAccessOptionsRequest: { InternetGatewayBlockMode: "block-bidirectional" },
      }),
      ec2("DeleteVpcBlockPublicAccessExclusion", {
        DeleteVpcBlockPublicAccessExclusionRequest: { ExclusionId: "e-1" },
      }),
      ec2("ModifyVpcEndpoint", { ModifyVpcEndpointRequest: { VpcEndpointId: "vpce-1", ResetPolicy: false } }),
      ec2("DescribeSecurityGroupRules", {}),
    ],
  },
  "networks-joined": {
    fires: [
      ec2("AcceptVpcPeeringConnection", { vpcPeeringConnectionId: "pcx-1" }),
      ec2("AcceptTransitGatewayPeeringAttachment", { TransitGatewayAttachmentId: "tgw-attach-1" }),
      ec2("CreateTransitGatewayPeeringAttachment", { PeerAccountId: account(9) }),
      ec2("CreateVpnConnection", { type: "ipsec.1" }, { caller: who.user }),
      ec2("CreateClientVpnEndpoint", {}, { caller: who.person }),
      ec2("AuthorizeClientVpnIngress", { AuthorizeClientVpnIngressRequest: { AuthorizeAllGroups: true } }),
      ec2("ModifyClientVpnEndpoint", {}),
      ec2("ModifyVpcEndpointServicePermissions", {}),
      ec2("AcceptVpcEndpointConnections", {}),
      ec2("CreateTrafficMirrorSession", {}, { caller: who.user }),
      ec2("ModifyTrafficMirrorSession", {}),
      event("directconnect", "AcceptDirectConnectGatewayAssociationProposal"),
      event("directconnect", "CreateDirectConnectGatewayAssociation", { caller: who.person }),
      ec2("CreateTrafficMirrorTarget", {}, { caller: who.user }),
      ec2("AcceptTransitGatewayVpcAttachment", {}, through("ram")),
    ],
    quiet: [
      ec2("RejectVpcPeeringConnection", { vpcPeeringConnectionId: "pcx-1" }),
      ec2("DescribeTrafficMirrorSessions", {}),
      ec2("DeleteTrafficMirrorSession", {}),
      ec2("AcceptVpcPeeringConnection", {}, refused),
      ec2("DescribeVpcEndpointServicePermissions", {}),
      event("redshift", "AuthorizeEndpointAccess"),
      event("lightsail", "PeerVpc"),
      event("directconnect", "CreateDirectConnectGatewayAssociation", refused),
    ],
  },
  "network-edge-changes": {
    fires: [
      ec2("CreateNatGateway", { CreateNatGatewayRequest: { SubnetId: "subnet-1" } }),
      ec2("CreateEgressOnlyInternetGateway", {}),
      ec2("AttachVpnGateway", { vpcId: "vpc-1" }),
      ec2("CreateTransitGateway", {}),
      ec2("CreateTransitGatewayRoute", {}),
      ec2("CreateTransitGatewayVpcAttachment", {}),
      ec2("CreateVpcEndpoint", {}, { caller: who.pipeline }),
      ec2("ModifyVpcEndpoint", {}),
      ec2("DeleteVpcEndpoints", {}),
      ec2("AssociateRouteTable", {}),
      ec2("EnableVgwRoutePropagation", {}),
      event("route53", "ChangeResourceRecordSets", { region: "us-east-1" }),
      event("route53", "CreateHostedZone", { region: "us-east-1" }),
      event("route53", "DeleteHostedZone", { region: "us-east-1", caller: who.person }),
      event("route53", "AssociateVPCWithHostedZone", { region: "us-east-1" }),
      resolver("CreateResolverEndpoint", { direction: "OUTBOUND" }),
      resolver("AssociateResolverRule", {}),
      ec2("CreateRoute", { destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }),
      ec2("ReplaceRoute", {}),
      ec2("AttachInternetGateway", { internetGatewayId: "igw-1", vpcId: "vpc-1" }),
      ec2("CreateVpcEndpoint", {}, through("vpce")),
      event("route53", "ChangeResourceRecordSets", { region: "us-east-1", ...through("servicediscovery") }),
      resolver("AssociateResolverRule", {}, through("ram")),
    ],
    quiet: [
      ec2("DescribeNatGateways", {}),
      ec2("CreateTransitGatewayRouteTable", {}),

      ec2("DescribeVpcEndpoints", {}, { caller: who.config }),
      ec2("CreateNatGateway", {}, refused),
      event("storagegateway", "ActivateGateway"),
      event("route53", "ListResourceRecordSets", { region: "us-east-1" }),
      event("route53", "ChangeResourceRecordSets", { region: "us-east-1", ...refused }),
      resolver("ListResolverEndpoints", {}),
      resolver("CreateResolverEndpoint", { direction: "INBOUND" }, refused),
    ],
  },
  "domain-control-changed": {
    fires: [
      domains("DisableDomainTransferLock"),
      domains("RetrieveDomainAuthCode", { caller: who.user }),
      domains("TransferDomainToAnotherAwsAccount"),
      domains("TransferDomain"),
      domains("PushDomain"),
      domains("DeleteDomain", { caller: who.root }),
      domains("UpdateDomainNameservers", refused),
      domains("updateDomainContact"),
      domains("DisassociateDelegationSignerFromDomain"),
      event("route53", "DisableDomainTransferLock", { region: "us-east-1" }),
    ],
    quiet: [
      domains("EnableDomainTransferLock"),
      domains("CheckDomainTransferability"),
      domains("GetDomainDetail"),
      domains("UpdateDomainContactPrivacy"),
      domains("RejectDomainTransferFromAnotherAwsAccount"),
      event("opensearch", "DeleteDomain"),
      event("codeartifact", "DeleteDomain"),
      event("route53", "ChangeResourceRecordSets", { region: "us-east-1" }),
    ],
  },
  "dns-defences-lowered": {
    fires: [
      event("route53", "DisableHostedZoneDNSSEC", { region: "us-east-1" }),
      event("route53", "DeactivateKeySigningKey", { region: "us-east-1" }),
      event("route53", "DeleteKeySigningKey", { region: "us-east-1", ...refused }),
      resolver("DisassociateFirewallRuleGroup", { firewallRuleGroupAssociationId: "rslvr-frgassoc-1" }),
      resolver("DeleteFirewallRule", {}, { caller: who.person }),
      resolver("UpdateFirewallConfig", { resourceId: "vpc-1", firewallFailOpen: "ENABLED" }),
      resolver("UpdateFirewallRule", { action: "ALLOW" }),
      resolver("CreateFirewallRule", { action: "ALLOW", priority: 1 }),
      resolver("UpdateResolverDnssecConfig", { resourceId: "vpc-1", validation: "DISABLE" }),
      resolver("CreateResolverRule", { ruleType: "FORWARD", domainName: "." }),
      resolver("UpdateResolverRule", {}),
      resolver("PutResolverRulePolicy", {}),
      event("route53", "DeleteKeySigningKey", { region: "us-east-1", ...byStack }),
    ],
    quiet: [
      resolver("DisassociateFirewallRuleGroup", {}, through("fms")),
      resolver("CreateFirewallRule", { action: "ALLOW" }, through("fms")),
      event("route53", "EnableHostedZoneDNSSEC", { region: "us-east-1" }),
      event("route53", "GetDNSSEC", { region: "us-east-1" }),
      resolver("AssociateFirewallRuleGroup", {}),
      resolver("UpdateFirewallConfig", { resourceId: "vpc-1", firewallFailOpen: "DISABLED" }),
      resolver("UpdateFirewallRule", { action: "BLOCK" }),
      resolver("UpdateResolverDnssecConfig", { resourceId: "vpc-1", validation: "ENABLE" }),
      event("network-firewall", "DeleteFirewallRuleGroup"),
    ],
  },
  "instance-opened-from-below": {
    fires: [
      ec2("ModifyInstanceMetadataOptions", metadata("Options", { InstanceId: "i-1", HttpTokens: "optional" })),
      ec2("ModifyInstanceMetadataOptions", { instanceId: "i-1", httpTokens: "optional" }),
      ec2("ModifyInstanceMetadataDefaults", metadata("Defaults", { HttpTokens: "optional" })),
      ec2("ModifyInstanceAttribute", { instanceId: "i-1", userData: "<sensitiveDataRemoved>" }),
      ec2("ModifyInstanceAttribute", { instanceId: "i-1", userData: { value: "<sensitiveDataRemoved>" } }),
      ec2("ModifyInstanceAttribute", { instanceId: "i-1", attribute: "userData", value: "<sensitiveDataRemoved>" }),
      ec2("EnableSerialConsoleAccess", { EnableSerialConsoleAccessRequest: {} }),
      ec2("EnableSerialConsoleAccess", {}, refused),
      event("ec2-instance-connect", "SendSerialConsoleSSHPublicKey", { request: { instanceId: "i-1", serialPort: 0 } }),
      event("sagemaker", "CreateNotebookInstanceLifecycleConfig", { caller: who.user }),
      event("sagemaker", "UpdateNotebookInstance", { request: { lifecycleConfigName: "x" } }),
      event("sagemaker", "UpdateNotebookInstanceLifecycleConfig", { caller: who.person }),
    ],
    quiet: [
      ec2("ModifyInstanceMetadataOptions", metadata("Options", { InstanceId: "i-1", HttpTokens: "required" })),
      ec2("ModifyInstanceMetadataOptions", metadata("Options", { HttpTokens: "optional" }), refused),
      ec2("ModifyInstanceMetadataDefaults", metadata("Defaults", { HttpTokens: "required" })),
      ec2("ModifyInstanceAttribute", { instanceId: "i-1", disableApiTermination: { value: true } }),
      ec2("ModifyInstanceAttribute", { instanceId: "i-1", userData: "<sensitiveDataRemoved>" }, refused),
      ec2("DescribeInstanceAttribute", { instanceId: "i-1", attribute: "userData" }),
      ec2("DisableSerialConsoleAccess", {}),
      ec2("GetSerialConsoleAccessStatus", {}),
      event("ec2-instance-connect", "SendSSHPublicKey", { request: { instanceId: "i-1" } }),
      event("sagemaker", "DescribeNotebookInstance"),
      event("sagemaker", "CreateNotebookInstance"),
    ],
  },
  "machine-shells": {
    fires: [
      ssm("StartSession", { target: "i-1" }, { caller: who.person }),
      ssm("ResumeSession", { sessionId: "ada-1" }),
      event("ec2-instance-connect", "SendSSHPublicKey"),
      event("ec2-instance-connect", "OpenTunnel"),
      event("cloudshell", "CreateEnvironment", { caller: who.person }),
      event("cloudshell", "CreateSession", { caller: who.person }),
      event("cloudshell", "GetFileUploadUrls", { caller: who.person }),
      ec2("ImportKeyPair", { keyName: "backdoor" }, { caller: who.user }),
      ec2("CreateKeyPair", { keyName: "spare" }),
      ec2("CreateInstanceConnectEndpoint", {}),
      event("ecs", "ExecuteCommand", { request: { interactive: true } }),
      event("sagemaker", "CreatePresignedNotebookInstanceUrl"),
      event("sagemaker", "CreatePresignedDomainUrl"),
      event("lightsail", "GetInstanceAccessDetails"),
      event("lightsail", "DownloadDefaultKeyPair"),
    ],
    quiet: [
      ssm("TerminateSession", { sessionId: "ada-1" }),
      ssm("StartSession", { target: "i-1" }, refused),
      ssm("DescribeSessions", {}),
      event("athena", "StartSession"),
      event("glue", "CreateSession"),
      event("cloudshell", "SendHeartBeat", { caller: who.person }),
      event("cloudshell", "CreateEnvironment", { caller: who.person, ...refused }),
      event("ec2-instance-connect", "SendSSHPublicKey", refused),
      event("iotsecuredtunneling", "OpenTunnel"),
      ec2("DescribeKeyPairs", {}),
      ec2("ImportKeyPair", {}, refused),
    ],
  },
  "remote-command-burst": {
    fires: [
      ssm("SendCommand", runShell),
      ssm("SendCommand", { documentName: "AWS-RunPowerShellScript" }, { caller: who.user }),
      ssm("SendCommand", { documentName: arn("ssm", "eu-west-1", account(9), "document/our-script") }),
      ssm("SendCommand", runShell, refused),
      ssm("SendCommand", { documentName: "AWS-RunPatchBaselineAssociation" }),
      ssm("SendCommand", runShell, through("ssm")),
    ],
    quiet: [
      ssm("SendCommand", { documentName: "AWS-RunPatchBaseline" }),
      ssm("SendCommand", { documentName: "AWS-UpdateSSMAgent" }),
      ssm("SendCommand", { documentName: "AWS-GatherSoftwareInventory" }),
      ssm("ListCommands", {}),
      event("iot", "SendCommand", { request: { documentName: "AWS-RunShellScript" } }),
    ],
  },
  "remote-commands-planted": {
    fires: [
      ssm("CreateActivation", { iamRole: "SSMServiceRole", registrationLimit: 100 }),
      ssm("CreateAssociation", { name: "AWS-RunShellScript", scheduleExpression: "rate(30 minutes)" }),
      ssm("CreateAssociation", { name: "AWS-RunRemoteScript" }, { caller: who.person }),
      ssm("UpdateAssociation", { name: "AWS-RunPowerShellScript" }),
      ssm("CreateAssociation", { name: "AWS-RunDocument" }),
      ssm("ModifyDocumentPermission", { name: "our-script", permissionType: "Share", accountIdsToAdd: [account(9)] }),
      ssm("ModifyDocumentPermission", { name: "our-script", permissionType: "Share", accountIdsToAdd: ["all"] }),
      ssm("UpdateServiceSetting", {
        settingId: "/ssm/documents/console/public-sharing-permission",
        settingValue: "Enable",
      }),
      ssm("CreateAssociation", { name: "AWS-RunShellScript" }, byStack),
      ssm("CreateActivation", {}, through("ecs")),
    ],
    quiet: [
      ssm("CreateAssociation", { name: "AWS-RunPatchBaseline" }),
      ssm("CreateAssociation", { name: "AWS-RunShellScript" }, refused),
      ssm("CreateActivation", {}, refused),
      ssm("ModifyDocumentPermission", { name: "our-script", accountIdsToRemove: [account(9)] }),
      ssm("ModifyDocumentPermission", { accountIdsToAdd: [account(9)] }, refused),
      ssm("UpdateServiceSetting", {
        settingId: "/ssm/documents/console/public-sharing-permission",
        settingValue: "Disable",
      }),
      ssm("UpdateServiceSetting", {
        settingId: "/ssm/parameter-store/high-throughput-enabled",
        settingValue: "Enable",
      }),
      event("stepfunctions", "CreateActivity"),
    ],
  },
  "mass-deletion": {
    fires: [
      ec2("TerminateInstances", { instancesSet: { items: [{ instanceId: "i-1" }] } }),
      ec2("StopInstances", { instancesSet: { items: [{ instanceId: "i-1" }] } }, { caller: who.user }),
      event("cloudformation", "DeleteStack", { request: { stackName: "payments" } }),
      event("rds", "DeleteDBInstance", { request: { skipFinalSnapshot: true } }),
      event("rds", "DeleteDBCluster"),
      event("eks", "DeleteCluster"),
      event("eks", "DeleteNodegroup"),
      event("elasticfilesystem", "DeleteFileSystem"),
      event("lambda", "DeleteFunction20150331"),
      event("elasticloadbalancing", "DeleteLoadBalancer"),
      event("autoscaling", "DeleteAutoScalingGroup"),
      ec2("DeleteVpc", { vpcId: "vpc-1" }, { caller: who.root }),
      event("rds", "DeleteGlobalCluster"),
      event("elasticfilesystem", "DeleteMountTarget"),
      event("s3vectors", "DeleteVectorBucket"),
      event("sqs", "PurgeQueue", { caller: who.user }),
      event("iam", "DeleteUser", { region: "us-east-1" }),
      event("iam", "DeleteLoginProfile", { region: "us-east-1" }),
      event("iam", "DeleteAccessKey", { region: "us-east-1", caller: who.user }),
      ec2("DeleteVpc", {}, byStack),
    ],
    quiet: [
      ec2("TerminateInstances", {}, through("autoscaling")),
      ec2("TerminateInstances", {}, { error: { code: "Client.OperationNotPermitted", message: "protected" } }),
      ec2("StartInstances", {}),
      ec2("RebootInstances", {}),
      event("cloudformation", "DeleteStackInstances"),
      event("lambda", "DeleteFunctionConcurrency20171031"),
      event("rds", "DeleteDBClusterSnapshot"),
      event("ssm", "TerminateSession"),
      event("iam", "DeleteUserPolicy", { region: "us-east-1" }),
    ],
  },
};
