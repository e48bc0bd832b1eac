import type { Reason } from "./reasons";

/** ATT&CK version of the ids, names and tactics in this file. */
export const attackVersion = "19 (April 2026)";

/** Tactics of the techniques for IaaS, in the order of the matrix. */
export const tactics = {
  "initial-access": "Initial Access",
  execution: "Execution",
  persistence: "Persistence",
  "privilege-escalation": "Privilege Escalation",
  stealth: "Stealth",
  "defense-impairment": "Defense Impairment",
  "credential-access": "Credential Access",
  discovery: "Discovery",
  "lateral-movement": "Lateral Movement",
  collection: "Collection",
  exfiltration: "Exfiltration",
  impact: "Impact",
} as const;

export type Tactic = keyof typeof tactics;

/** A technique or, with a dot in its id, a sub-technique. */
export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly Tactic[];

  /** Reason why no detection and no saved query covers the technique. */
  readonly otherwise?: Reason;
}

/**
 * The matrix for the platform IaaS.
 *
 * The list of IaaS techniques is from version 18.1. Version 19 changed ids of techniques about defences, and split a tactic.
 *
 * @see https://attack.mitre.org/matrices/enterprise/cloud/iaas/
 */
export const techniques: readonly Technique[] = [
  { id: "T1020.001", name: "Traffic Duplication", tactics: ["exfiltration"] },
  { id: "T1021", name: "Remote Services", tactics: ["lateral-movement"] },
  { id: "T1021.007", name: "Cloud Services", tactics: ["lateral-movement"] },
  { id: "T1021.008", name: "Direct Cloud VM Connections", tactics: ["lateral-movement"] },
  { id: "T1036.010", name: "Masquerade Account Name", tactics: ["stealth"] },
  { id: "T1040", name: "Network Sniffing", tactics: ["credential-access", "discovery"] },
  { id: "T1046", name: "Network Service Discovery", tactics: ["discovery"] },
  { id: "T1048", name: "Exfiltration Over Alternative Protocol", tactics: ["exfiltration"] },
  { id: "T1049", name: "System Network Connections Discovery", tactics: ["discovery"] },
  { id: "T1059", name: "Command and Scripting Interpreter", tactics: ["execution"] },
  { id: "T1059.009", name: "Cloud API", tactics: ["execution"] },
  { id: "T1069", name: "Permission Groups Discovery", tactics: ["discovery"] },
  { id: "T1069.003", name: "Cloud Groups", tactics: ["discovery"] },
  { id: "T1074", name: "Data Staged", tactics: ["collection"] },
  { id: "T1074.002", name: "Remote Data Staging", tactics: ["collection"] },
  {
    id: "T1078",
    name: "Valid Accounts",
    tactics: ["initial-access", "persistence", "privilege-escalation", "stealth"],
  },
  {
    id: "T1078.001",
    name: "Default Accounts",
    tactics: ["initial-access", "persistence", "privilege-escalation", "stealth"],
  },
  {
    id: "T1078.004",
    name: "Cloud Accounts",
    tactics: ["initial-access", "persistence", "privilege-escalation", "stealth"],
  },
  { id: "T1082", name: "System Information Discovery", tactics: ["discovery"] },
  { id: "T1087", name: "Account Discovery", tactics: ["discovery"] },
  { id: "T1087.004", name: "Cloud Account", tactics: ["discovery"] },
  { id: "T1098", name: "Account Manipulation", tactics: ["persistence", "privilege-escalation"] },
  { id: "T1098.001", name: "Additional Cloud Credentials", tactics: ["persistence", "privilege-escalation"] },
  { id: "T1098.003", name: "Additional Cloud Roles", tactics: ["persistence", "privilege-escalation"] },
  { id: "T1098.004", name: "SSH Authorized Keys", tactics: ["persistence", "privilege-escalation"] },
  { id: "T1110", name: "Brute Force", tactics: ["credential-access"] },
  { id: "T1110.001", name: "Password Guessing", tactics: ["credential-access"] },
  { id: "T1110.003", name: "Password Spraying", tactics: ["credential-access"] },
  { id: "T1110.004", name: "Credential Stuffing", tactics: ["credential-access"] },
  { id: "T1119", name: "Automated Collection", tactics: ["collection"] },
  { id: "T1136", name: "Create Account", tactics: ["persistence"] },
  { id: "T1136.003", name: "Cloud Account", tactics: ["persistence"] },
  { id: "T1190", name: "Exploit Public-Facing Application", tactics: ["initial-access"] },
  { id: "T1199", name: "Trusted Relationship", tactics: ["initial-access"] },
  { id: "T1201", name: "Password Policy Discovery", tactics: ["discovery"] },
  { id: "T1204", name: "User Execution", tactics: ["execution"], otherwise: "image" },
  { id: "T1204.003", name: "Malicious Image", tactics: ["execution"], otherwise: "image" },
  { id: "T1211", name: "Exploitation for Stealth", tactics: ["stealth"], otherwise: "provider" },
  { id: "T1213", name: "Data from Information Repositories", tactics: ["collection"] },
  { id: "T1213.006", name: "Databases", tactics: ["collection"] },
  { id: "T1485", name: "Data Destruction", tactics: ["impact"] },
  { id: "T1485.001", name: "Lifecycle-Triggered Deletion", tactics: ["impact"] },
  { id: "T1486", name: "Data Encrypted for Impact", tactics: ["impact"] },
  { id: "T1489", name: "Service Stop", tactics: ["impact"] },
  { id: "T1490", name: "Inhibit System Recovery", tactics: ["impact"] },
  { id: "T1491", name: "Defacement", tactics: ["impact"], otherwise: "dataEvents" },
  { id: "T1491.002", name: "External Defacement", tactics: ["impact"], otherwise: "dataEvents" },
  { id: "T1496", name: "Resource Hijacking", tactics: ["impact"] },
  { id: "T1496.001", name: "Compute Hijacking", tactics: ["impact"] },
  { id: "T1496.002", name: "Bandwidth Hijacking", tactics: ["impact"] },
  { id: "T1498", name: "Network Denial of Service", tactics: ["impact"] },
  { id: "T1498.001", name: "Direct Network Flood", tactics: ["impact"] },
  { id: "T1498.002", name: "Reflection Amplification", tactics: ["impact"] },
  { id: "T1499", name: "Endpoint Denial of Service", tactics: ["impact"], otherwise: "network" },
  { id: "T1499.002", name: "Service Exhaustion Flood", tactics: ["impact"], otherwise: "network" },
  { id: "T1499.003", name: "Application Exhaustion Flood", tactics: ["impact"], otherwise: "network" },
  { id: "T1499.004", name: "Application or System Exploitation", tactics: ["impact"], otherwise: "outside" },
  { id: "T1518", name: "Software Discovery", tactics: ["discovery"] },
  { id: "T1518.001", name: "Security Software Discovery", tactics: ["discovery"] },
  { id: "T1525", name: "Implant Internal Image", tactics: ["persistence"] },
  { id: "T1526", name: "Cloud Service Discovery", tactics: ["discovery"] },
  { id: "T1528", name: "Steal Application Access Token", tactics: ["credential-access"], otherwise: "theft" },
  { id: "T1530", name: "Data from Cloud Storage", tactics: ["collection"] },
  { id: "T1531", name: "Account Access Removal", tactics: ["impact"] },
  { id: "T1535", name: "Unused/Unsupported Cloud Regions", tactics: ["stealth"] },
  { id: "T1537", name: "Transfer Data to Cloud Account", tactics: ["exfiltration"] },
  { id: "T1538", name: "Cloud Service Dashboard", tactics: ["discovery"], otherwise: "reading" },
  { id: "T1546", name: "Event Triggered Execution", tactics: ["persistence", "privilege-escalation"] },
  { id: "T1548", name: "Abuse Elevation Control Mechanism", tactics: ["privilege-escalation"] },
  { id: "T1548.005", name: "Temporary Elevated Cloud Access", tactics: ["privilege-escalation"] },
  { id: "T1550", name: "Use Alternate Authentication Material", tactics: ["lateral-movement"] },
  { id: "T1550.001", name: "Application Access Token", tactics: ["lateral-movement"] },
  { id: "T1550.004", name: "Web Session Cookie", tactics: ["lateral-movement"] },
  { id: "T1552", name: "Unsecured Credentials", tactics: ["credential-access"] },
  { id: "T1552.001", name: "Credentials In Files", tactics: ["credential-access"] },
  { id: "T1552.005", name: "Cloud Instance Metadata API", tactics: ["credential-access"] },
  { id: "T1555", name: "Credentials from Password Stores", tactics: ["credential-access"] },
  { id: "T1555.006", name: "Cloud Secrets Management Stores", tactics: ["credential-access"] },
  {
    id: "T1556",
    name: "Modify Authentication Process",
    tactics: ["persistence", "defense-impairment", "credential-access"],
  },
  {
    id: "T1556.006",
    name: "Multi-Factor Authentication",
    tactics: ["persistence", "defense-impairment", "credential-access"],
  },
  { id: "T1556.007", name: "Hybrid Identity", tactics: ["persistence", "defense-impairment", "credential-access"] },
  {
    id: "T1556.009",
    name: "Conditional Access Policies",
    tactics: ["persistence", "defense-impairment", "credential-access"],
  },
  { id: "T1578", name: "Modify Cloud Compute Infrastructure", tactics: ["defense-impairment"] },
  { id: "T1578.001", name: "Create Snapshot", tactics: ["defense-impairment"] },
  { id: "T1578.002", name: "Create Cloud Instance", tactics: ["defense-impairment"] },
  { id: "T1578.003", name: "Delete Cloud Instance", tactics: ["defense-impairment"] },
  { id: "T1578.004", name: "Revert Cloud Instance", tactics: ["defense-impairment"] },
  { id: "T1578.005", name: "Modify Cloud Compute Configurations", tactics: ["defense-impairment"] },
  { id: "T1580", name: "Cloud Infrastructure Discovery", tactics: ["discovery"] },
  { id: "T1606", name: "Forge Web Credentials", tactics: ["credential-access"], otherwise: "theft" },
  { id: "T1606.001", name: "Web Cookies", tactics: ["credential-access"], otherwise: "theft" },
  { id: "T1606.002", name: "SAML Tokens", tactics: ["credential-access"], otherwise: "theft" },
  { id: "T1614", name: "System Location Discovery", tactics: ["discovery"] },
  { id: "T1619", name: "Cloud Storage Object Discovery", tactics: ["discovery"] },
  {
    id: "T1621",
    name: "Multi-Factor Authentication Request Generation",
    tactics: ["credential-access"],
    otherwise: "push",
  },
  { id: "T1648", name: "Serverless Execution", tactics: ["execution"] },
  { id: "T1651", name: "Cloud Administration Command", tactics: ["execution"] },
  { id: "T1654", name: "Log Enumeration", tactics: ["discovery"] },
  { id: "T1666", name: "Modify Cloud Resource Hierarchy", tactics: ["defense-impairment"] },
  { id: "T1680", name: "Local Storage Discovery", tactics: ["discovery"] },
  { id: "T1685", name: "Disable or Modify Tools", tactics: ["defense-impairment"] },
  { id: "T1685.002", name: "Disable or Modify Cloud Log", tactics: ["defense-impairment"] },
  { id: "T1686", name: "Disable or Modify System Firewall", tactics: ["defense-impairment"] },
  { id: "T1686.001", name: "Cloud Firewall", tactics: ["defense-impairment"] },
];

/** Techniques outside the IaaS matrix that detections cover. */
export const furtherTechniques: readonly Pick<Technique, "id" | "name">[] = [
  { id: "T1021.004", name: "SSH" },
  { id: "T1053", name: "Scheduled Task/Job" },
  { id: "T1070", name: "Indicator Removal" },
  { id: "T1071.004", name: "DNS" },
  { id: "T1098.005", name: "Device Registration" },
  { id: "T1098.006", name: "Additional Container Cluster Roles" },
  { id: "T1133", name: "External Remote Services" },
  { id: "T1484", name: "Domain or Tenant Policy Modification" },
  { id: "T1484.002", name: "Trust Modification" },
  { id: "T1496.003", name: "SMS Pumping" },
  { id: "T1496.004", name: "Cloud Service Hijacking" },
  { id: "T1557", name: "Adversary-in-the-Middle" },
  { id: "T1584.001", name: "Domains" },
];
