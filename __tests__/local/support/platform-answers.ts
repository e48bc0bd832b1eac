import { cli } from "../../../sample-data/events/callers";
import type { LogScene } from "../../../sample-data/logs/scene";
import { loadBalancer, targetGroupArn } from "../../../sample-data/logs/load-balancer-logs";
import { quietMachine, story } from "../../../sample-data/logs/story";
import { transcriptVersions } from "../../../sample-data/logs/version-lists";
import { webAclName } from "../../../sample-data/logs/waf-logs";
import type { GivenArguments } from "../../../cli/query/arguments";
import { lostDigest, oddNames, oddVpc, shifted } from "./platform-logs";
import { platformCallers, storyKeyArn, websiteHours } from "./platform-story";

/** The rows that a saved query must return for the platform's day. */
export interface ExpectedAnswer {
  /** Its parameters except the day. */
  readonly given?: GivenArguments;
  readonly rows: readonly (readonly unknown[])[];

  /**
   * Its parameters except the day, with which it must return no rows.
   *
   * @default a day without logs, because the query counts rows
   */
  readonly quiet?: GivenArguments;
}

/** The rows of every saved query about networks, data, cost and health, in order. */
export function platformAnswers(scene: LogScene): Record<string, ExpectedAnswer> {
  const { payments, website, logArchive, home, day, partition, names, organizationId } = scene;
  const at = (time: string) => `${day} ${time}.000`;
  const utc = (time: string) => `${at(time)} UTC`;
  const iso = (time: string) => `${day}T${time}Z`;
  const { eve, report } = platformCallers(scene);
  const [byEve, byReport] = [eve.identity.arn, report.identity.arn];
  const admin = `arn:${partition}:iam::${payments}:role/Admin`;
  const machineRole = `arn:${partition}:iam::${payments}:role/web-server`;
  const key = storyKeyArn(scene);
  const here = [payments, home];
  const there = [website, home];
  const evil = "203.0.113.77";
  const attacker = story.attackerAddress;
  const attack = { account: payments, region: home };
  const quiet = { account: website };
  const quietNetwork = { account: website, region: home };
  const thief = `arn:${partition}:iam::${payments}:user/${story.userName}`;
  const machine = [story.instanceId, story.interfaceId];
  const slashed = day.replaceAll("-", "/");
  const hours = websiteHours.length;
  const change = (time: string, name: string, ...rest: unknown[]) => [at(time), ...here, "eve", evil, name, ...rest];
  const opened = (time: string, source: string, name: string, target: string, everybody: boolean, others: string[]) => [
    at(time),
    ...here,
    "eve",
    `${source}.amazonaws.com`,
    name,
    target,
    everybody,
    others,
    null,
  ];

  const secretRead = (time: string) => [
    at(time),
    ...here,
    byEve,
    eve.identity.accessKeyId,
    evil,
    "GetSecretValue",
    null,
  ];
  const lookedUp = ([time, ...name]: readonly [string, ...unknown[]]) => [
    story.instanceId,
    story.instanceAddress,
    ...name,
    1,
    utc(time),
    utc(time),
  ];
  const talked = ([direction, action, port, bytes, first, last]: readonly [
    string,
    string,
    number,
    number,
    string,
    string,
  ]) => [
    ...here,
    ...machine,
    direction,
    ...(direction === "ingress" ? [attacker, story.instanceAddress] : [story.instanceAddress, attacker]),
    port,
    action,
    bytes,
    utc(first),
    utc(last),
  ];
  const requested = ([time, ...name]: readonly [string, ...unknown[]]) => [
    utc(time),
    payments,
    story.vpcId,
    story.instanceId,
    story.instanceAddress,
    ...name,
  ];

  const web = { account: payments, webacl: webAclName };
  const quietWeb = { account: website, webacl: webAclName };
  const shop = (path: string) => `https://shop.example.com:443${path}`;
  const targets = [payments, loadBalancer, targetGroupArn(scene, payments)];

  return {
    "cost-config-items-by-type": {
      given: attack,
      rows: [
        [...here, "AWS::EC2::SecurityGroup", 2, 1],
        [...here, "AWS::IAM::User", 1, 1],
      ],
    },
    "cost-data-events-by-resource": {
      given: { account: payments },
      quiet,
      rows: [
        [payments, "s3.amazonaws.com", "orders-export", 3, 3],
        [payments, "s3.amazonaws.com", "orders", 1, 1],
      ],
    },
    "cost-events-by-call": {
      given: quiet,
      rows: [["ec2.amazonaws.com", "DescribeSecurityGroups", "Management", hours, hours, 1]],
    },
    "cost-events-by-day": {
      given: { account: payments },
      rows: [
        [slashed, payments, "Data", 4],
        [slashed, payments, "Management", 35],
      ],
    },
    "cost-events-by-principal": {
      given: { account: payments },
      rows: [
        [payments, admin, 28, 17, "CreateRoute"],
        [payments, byReport, 8, 5, "RunInstances"],
        [payments, machineRole, 3, 2, "ListBuckets"],
      ],
    },
    "cost-events-by-service": { given: quiet, rows: [[website, "ec2.amazonaws.com", "Management", hours]] },
    "cost-finding-updates": {
      given: quiet,
      rows: [
        ["GuardDuty", "old-key", 2, 1, 1],
        ["GuardDuty", "unpatched", 1, 1, 1],
      ],
    },
    "cost-flow-records-by-vpc": { given: attack, rows: [[...here, story.vpcId, 8, 1, 1, story.sentBytes + 1_353_655]] },
    "cost-kms-calls": {
      given: { account: payments },
      quiet,
      rows: [
        [payments, key, byReport, "Decrypt", 2],
        [payments, key, admin, "Decrypt", 1],
        [payments, null, admin, "PutKeyPolicy", 1],
        [payments, null, admin, "ScheduleKeyDeletion", 1],
      ],
    },
    "cost-log-volume-by-application": { given: { account: payments }, rows: [[...here, "/app/payments", 3, 144, 60]] },

    "data-archive-requests-refused": {
      rows: ["REST.GET.BUCKET", "REST.GET.OBJECT"].map((operation, i) => [
        names.buckets.trail,
        thief,
        attacker,
        operation,
        1,
        at(`02:21:4${4 * i}`),
        at(`02:21:4${4 * i}`),
      ]),
    },
    "data-bucket-exposure-changes": {
      given: { account: payments },
      quiet,
      rows: [
        change("10:06:00", "PutBucketPolicy", "inner", null),
        change("10:03:00", "PutBucketPolicy", "orders-export", null),
      ],
    },
    "data-copies-shared": {
      quiet,
      rows: [
        change("10:01:00", "ModifyDBSnapshotAttribute", "orders", `["${website}"]`, null),
        change("10:00:00", "ModifySnapshotAttribute", "snap-1", '[{"group":"all"}]', null),
      ],
    },
    "data-databases-made-public": { quiet, rows: [change("12:05:00", "ModifyDBInstance", "orders", null)] },
    "data-deletions-in-bulk": {
      given: { account: payments, least: "4" },
      quiet: { account: website, least: "1" },
      rows: [
        [at("11:00:00"), payments, byEve, "ec2.amazonaws.com", ["DeleteSnapshot", "TerminateInstances"], 4, 3, [evil]],
      ],
    },
    "data-exported": {
      quiet,
      rows: [
        [
          at("12:01:00"),
          ...here,
          "eve",
          evil,
          "ec2.amazonaws.com",
          "CopySnapshot",
          null,
          null,
          '{"sourceSnapshotId":"snap-1"}',
        ],
        [
          at("12:00:00"),
          ...here,
          "eve",
          evil,
          "rds.amazonaws.com",
          "StartExportTask",
          null,
          null,
          expect.stringContaining('"s3BucketName":"orders-export"'),
        ],
      ],
    },
    "data-key-use-by-principal": {
      given: { key: "%orders-key" },
      quiet,
      rows: [
        [payments, key, byReport, null, "Decrypt", 2, 0, at("09:02:00"), at("09:03:00")],
        [payments, key, byEve, null, "Decrypt", 1, 1, at("12:11:00"), at("12:11:00")],
      ],
    },
    "data-keys-made-useless": {
      quiet,
      rows: [
        change("12:10:00", "ScheduleKeyDeletion", "orders-key", "7", null),
        change("10:04:00", "PutKeyPolicy", "orders-key", null, null),
      ],
    },
    "data-logs-overwritten": {
      given: { to: shifted(scene, 1).day },
      quiet: { from: shifted(scene, 3).day, to: shifted(scene, 4).day },
      rows: [
        [
          logArchive,
          names.buckets.serviceLogs,
          `${names.prefixes.sessions}/AWSLogs/${payments}/sessions/${home}/${story.sessionId}.log`,
          2,
          shifted(scene, 1).day,
          transcriptVersions.forged,
          `${transcriptVersions.written} ${transcriptVersions.forged}`,
          at("02:40:00"),
          at("03:10:00"),
        ],
      ],
    },
    "data-objects-read-by-address": {
      given: { address: attacker },
      quiet: { address: "192.0.2.1" },
      rows: [
        [at("02:21:44"), "REST.GET.OBJECT", `${names.prefixes.trail}/AWSLogs/${organizationId}/file.json.gz`] as const,
        [at("02:21:40"), "REST.GET.BUCKET", "-"] as const,
      ].map(([time, operation, object]) => [
        time,
        names.buckets.trail,
        thief,
        operation,
        object,
        "403",
        "AccessDenied",
        243,
      ]),
    },
    "data-objects-read-by-principal": {
      quiet,
      rows: [
        [payments, "orders-export", byEve, evil, 3, 2, 2_500, 0, at("10:20:00"), at("10:20:10")],
        [payments, "orders", byReport, "198.51.100.30", 1, 1, 10, 0, at("09:00:00"), at("09:00:00")],
      ],
    },
    "data-policies-opened": {
      quiet,
      rows: [
        opened("10:05:00", "secretsmanager", "PutResourcePolicy", "prod/db", true, []),
        opened("10:04:00", "kms", "PutKeyPolicy", "orders-key", false, [website]),
        opened("10:03:00", "s3", "PutBucketPolicy", "orders-export", true, []),
      ],
    },
    "data-readers-of-secret": {
      given: { secret: "prod/db" },
      quiet: { secret: "prod/db", account: website },
      rows: ["10:10:20", "10:10:00"].map(secretRead),
    },
    "data-secrets-read": {
      quiet,
      rows: [
        [payments, byEve, "GetSecretValue", 3, 4, 1, [evil], at("10:10:00"), at("10:10:30")],
        [payments, byReport, "GetParameter", 1, 1, 0, ["198.51.100.30"], at("09:01:00"), at("09:01:00")],
      ],
    },

    "health-application-errors": {
      given: { pattern: "shell|export" },
      quiet: { account: website, pattern: "shell|export" },
      rows: [[payments, "/app/payments", 2, utc("02:16:40"), utc("02:18:05"), "customer export read: /srv/customers"]],
    },
    "health-config-gaps": {
      given: { ...attack, to: shifted(scene, 1).day },
      quiet: attack,
      rows: [[...here, 1, `${shifted(scene, 1).day} 00:00:00.000`, `${shifted(scene, 1).day} 00:00:00.000`]],
    },
    // A file is delivered a minute before the end of its six hours, and the events are in the middle of their hour
    "health-delivery-delay": { given: quiet, rows: [[...there, 149, 329, 329, hours]] },
    "health-digest-gaps": {
      quiet: { account: payments },
      rows: [[...there, iso("01:59:59"), iso("02:59:59"), expect.stringContaining(lostDigest(scene))]],
    },
    "health-errors-by-service": {
      quiet,
      rows: [
        ["ec2", "DescribeInstances", "Client.RequestLimitExceeded", 3, "Request limit exceeded."] as const,
        [
          "ec2",
          "RunInstances",
          "Client.VcpuLimitExceeded",
          1,
          "You have requested more vCPU capacity than your limit.",
        ] as const,
        ["kms", "Decrypt", "AccessDenied", 1, "User is not authorized to perform this"] as const,
        ["secretsmanager", "GetSecretValue", "AccessDenied", 1, "User is not authorized to perform this"] as const,
      ].map(([service, call, code, count, message]) => [
        payments,
        `${service}.amazonaws.com`,
        call,
        code,
        count,
        1,
        message,
      ]),
    },
    "health-events-by-account-and-region": {
      rows: [
        [...here, 39, iso("13:41:00")],
        [...there, hours, iso("23:30:00")],
      ],
    },
    "health-findings-by-severity": {
      rows: [
        [payments, "HIGH", 1, iso("02:40:00"), 70],
        [website, "MEDIUM", 1, `${shifted(scene, -40).day}T00:00:00Z`, 40],
      ],
    },
    "health-findings-over-time": {
      rows: [
        [slashed, payments, "HIGH", 1, 0, 1],
        [slashed, website, "MEDIUM", 0, 1, 2],
      ],
    },
    "health-last-digest": {
      rows: [
        [...here, iso("23:59:59"), 24, 3],
        [...there, iso("23:59:59"), 23, 4],
      ],
    },
    "health-limits-reached": {
      quiet,
      rows: [
        [
          ...here,
          "ec2.amazonaws.com",
          "RunInstances",
          "Client.VcpuLimitExceeded",
          1,
          at("13:05:00"),
          "You have requested more vCPU capacity than your limit.",
        ],
      ],
    },
    "health-newest-flow-logs": { given: attack, rows: [[...here, story.vpcId, utc("13:05:59"), 3, 0]] },
    "health-newest-application-logs": {
      given: { account: payments },
      rows: [[...here, "/app/payments", utc("02:18:05"), 1]],
    },
    "health-newest-events": {
      rows: [
        [payments, at("13:41:00"), 39],
        [website, at("23:30:00"), hours],
      ],
    },
    "health-newest-findings": {
      rows: [
        [...here, iso("02:40:00"), 1],
        [...there, iso("09:30:00"), 3],
      ],
    },
    "health-regions-in-use": { quiet, rows: [[home, 1, 1, 20, at("02:14:00"), at("12:20:00")]] },
    "health-server-errors": {
      given: { account: payments },
      quiet,
      rows: [
        [...targets, "10.20.3.17", "502", "-", 1, 1, shop("/upload"), utc("01:51:00"), utc("01:51:00")],
        [...targets, "", "503", "-", 1, 1, shop("/"), utc("09:05:00"), utc("09:05:00")],
      ],
    },
    "health-slowest-requests": {
      given: { account: payments },
      quiet,
      rows: [[...targets, "10.20.3.17", "POST", 1, 12.5, 12.5, shop("/upload"), utc("01:51:00")]],
    },
    "health-silent-accounts": {
      given: { before: "1" },
      quiet: { before: "1", account: payments },
      rows: [[logArchive, 1, `${shifted(scene, -1).day}T02:14:00Z`]],
    },
    "health-silent-hours": {
      given: quiet,
      quiet: { ...quiet, least: "4" },
      rows: [[...there, 3, at("05:00:00"), at("07:00:00")]],
    },
    "health-throttled-calls": {
      quiet,
      rows: [[at("13:00:00"), ...here, byReport, "ec2.amazonaws.com", "DescribeInstances", 3]],
    },
    "health-unusual-call-rates": {
      quiet,
      rows: [
        [
          ...here,
          "ApiCallRateInsight",
          "secretsmanager.amazonaws.com",
          "ListSecrets",
          null,
          iso("02:11:00"),
          iso("02:15:00"),
          0.02,
          4.5,
          thief,
        ],
      ],
    },

    "network-changes": {
      quiet,
      rows: [
        [
          at("12:20:00"),
          ...here,
          "eve",
          evil,
          "CreateRoute",
          null,
          '{"routeTableId":"rtb-1","destinationCidrBlock":"0.0.0.0/0","gatewayId":"igw-1"}',
        ],
      ],
    },
    "network-instance-credentials-outside": {
      quiet,
      rows: [
        [
          payments,
          story.instanceId,
          "web-server",
          evil,
          cli,
          ["GetCallerIdentity", "ListBuckets"],
          2,
          at("13:40:00"),
          at("13:41:00"),
        ],
      ],
    },
    "network-largest-senders": {
      given: attack,
      quiet: quietNetwork,
      rows: [[...here, story.vpcId, ...machine, 1, story.sentBytes + 3_212]],
    },
    "network-largest-transfers": {
      given: attack,
      quiet: quietNetwork,
      rows: [
        [
          ...here,
          ...machine,
          story.instanceAddress,
          attacker,
          443,
          story.sentBytes + 3212,
          utc("02:17:14"),
          utc("02:19:01"),
        ],
      ],
    },
    "network-names-blocked": {
      given: { vpc: oddVpc },
      quiet: { vpc: story.vpcId },
      rows: [["blocked.example.", "BLOCK", null, null, null, "10.20.9.9", 1, utc("15:00:00"), utc("15:00:00")]],
    },
    "network-names-of-instance": {
      given: { vpc: story.vpcId, instance: story.instanceId },
      quiet: { vpc: story.vpcId, instance: quietMachine.instanceId },
      rows: [
        ["01:05:00", `s3.${home}.amazonaws.com.`, "A", "NOERROR", ["52.218.0.10"]] as const,
        ["02:17:12", `${story.domain}.`, "A", "NOERROR", [attacker]] as const,
        ["02:19:30", `c3RhcnQ.${story.domain}.`, "TXT", "NXDOMAIN", []] as const,
        ["13:00:00", "db.internal.example.", "A", "NOERROR", ["10.20.0.9"]] as const,
      ].map(lookedUp),
    },
    "network-new-destinations": {
      given: attack,
      // The next day: the value is known from this day
      quiet: { ...attack, from: shifted(scene, 1).day, to: shifted(scene, 1).day, before: "1" },
      rows: [[...here, story.instanceId, attacker, 443, story.sentBytes + 3_212, utc("02:17:14")]],
    },
    "network-new-names": {
      given: { vpc: oddVpc },
      quiet: { vpc: story.vpcId, from: shifted(scene, 1).day, to: shifted(scene, 1).day, before: "1" },
      rows: [
        ["blocked.example.", ["blocked.example."], ["10.20.9.9"], 1, utc("15:00:00")],
        ["tunnel.example.", [oddNames[0].query_name, oddNames[1].query_name], ["10.20.9.9"], 2, utc("15:00:00")],
      ],
    },
    "network-opened-and-reached": {
      given: attack,
      quiet: quietNetwork,
      rows: [[at("02:15:20"), ...here, "eve", story.securityGroupId, ...machine, 22, attacker, utc("02:15:40"), 6104]],
    },
    "network-ports-reached": {
      given: attack,
      quiet: quietNetwork,
      rows: [[...here, ...machine, 22, 6, 1, 6_104, utc("02:15:40"), utc("02:16:39")]],
    },
    "network-refused-traffic": {
      given: attack,
      quiet: quietNetwork,
      rows: [[...here, attacker, story.instanceAddress, 22, story.instanceId, 1, 3, utc("02:14:58"), utc("02:15:57")]],
    },
    "network-scanners": {
      given: { ...attack, least: "1" },
      quiet: { ...attack, least: "2" },
      rows: [[...here, attacker, 1, 1, 3, utc("02:14:58"), utc("02:15:57")]],
    },
    "network-security-groups-opened": {
      quiet,
      rows: ["03:00:00", "02:15:20"].map((time) =>
        change(time, "AuthorizeSecurityGroupIngress", story.securityGroupId, "22", "22", null),
      ),
    },
    "network-talked-to-address": {
      given: { ...attack, address: attacker },
      quiet: { ...quietNetwork, address: attacker },
      rows: [
        ["ingress", "REJECT", 22, 180, "02:14:58", "02:15:57"] as const,
        ["ingress", "ACCEPT", 22, 6_104, "02:15:40", "02:16:39"] as const,
        ["egress", "ACCEPT", 443, story.sentBytes + 3_212, "02:17:14", "02:19:01"] as const,
        ["ingress", "ACCEPT", 443, 1_311_744, "02:17:15", "02:18:14"] as const,
      ].map(talked),
    },
    "network-tunnel-names": {
      given: { vpc: oddVpc },
      quiet: { vpc: story.vpcId },
      rows: [["tunnel.example.", "10.20.9.9", 2, oddNames[0].query_name.length, oddNames[0].query_name, 2, 1, 2]],
    },
    "network-web-clients": {
      given: { account: payments },
      quiet: { ...quiet, least: "2" },
      rows: [
        [attacker, 3, 2, 3, 3_040, `${story.userAgent} \\x22odd\\x22`, utc("01:50:00"), utc("01:51:00")] as const,
        ["198.51.100.20", 2, 0, 1, 4_000, "Mozilla/5.0", utc("09:00:00"), utc("09:05:00")] as const,
      ].map((client) => [[payments, loadBalancer], client].flat()),
    },
    "network-web-requests-blocked": {
      given: web,
      quiet: quietWeb,
      rows: [
        ["sql-injection", "REGULAR", 2, 2, utc("01:50:00"), utc("01:50:02")] as const,
        ["rate-limit", "RATE_BASED", 1, 1, utc("01:52:00"), utc("01:52:00")] as const,
      ].map((blocked) => [here, attacker, "XX", blocked].flat()),
    },
    "network-web-requests-of-address": {
      given: { ...web, address: attacker },
      quiet: { ...web, address: "192.0.2.1" },
      rows: [
        ["BLOCK", "sql-injection", "/login", "01:50:00"] as const,
        ["BLOCK", "sql-injection", "/search", "01:50:02"] as const,
        ["ALLOW", "Default_Action", "/upload", "01:51:00"] as const,
        ["BLOCK", "rate-limit", "/login", "01:52:00"] as const,
      ].map(([action, rule, uri, time]) =>
        [here, action, rule, "POST", "shop.example.com", uri, 1, utc(time), utc(time)].flat(),
      ),
    },
    "network-web-rules-counted": {
      given: web,
      quiet: quietWeb,
      rows: [[...here, "known-bad-inputs", "COUNT", 1, 1, 1, "/upload", utc("01:51:00")]],
    },
    "network-who-asked-name": {
      given: { vpc: story.vpcId, name: "badcdn.example" },
      quiet: { vpc: story.vpcId, name: "cdn.example" },
      rows: [
        ["02:17:12", `${story.domain}.`, "A", "NOERROR", [attacker]] as const,
        ["02:19:30", `c3RhcnQ.${story.domain}.`, "TXT", "NXDOMAIN", []] as const,
      ].map(requested),
    },
  };
}
