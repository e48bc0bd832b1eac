import { daysOf } from "../../../cli/report/period";
import type { ReportData } from "../../../cli/report/report-data";
import { account, arn } from "../../../sample-data/values";

const period = { from: "2026-11-16", to: "2026-11-22" };
const names = ["management", "log-archive", "payments", "website", "security-tooling", "data-lake", "sandbox"];
const accounts = Object.fromEntries(names.map((name, i) => [account(i + 1), name]));
const [regions, services] = [
  ["eu-central-1", "us-east-1", "eu-west-1", "ap-southeast-2"],
  ["ec2", "s3", "sts", "iam", "kms", "lambda", "logs", "dynamodb", "ssm", "cloudformation", "rds", "ecr", "sqs", "sns"],
];

/** A number that looks random, but is the same in every run. */
const spread = (seed: number, least: number, most: number): number =>
  Math.round(least + (((Math.sin(seed * 12.9898) * 43_758.545) % 1) + 1) * 0.5 * (most - least));

const answer = (columns: string, rows: readonly (readonly (string | number)[])[]) => ({
  columns: columns.split(" "),
  rows: rows.map((row) => row.map(String)),
  unreadable: [],
});

/** Strings that a caller of AWS could choose to run a script in a page or to hide content. */
export const hostileTexts = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "</style><style>*{display:none}</style>",
  "</svg><script>alert(1)</script>",
  "javascript:alert(1)",
  "\u202Egnp.exe",
  "${7*7}{{7*7}}",
] as const;

/**
 * Query results about a week of seven accounts.
 *
 * @param name name of a caller in every query result with callers
 */
export function sampleReport(name = "build-agent"): ReportData {
  const days = daysOf(period);
  const role = arn("iam", "", account(3), `role/${name}`);
  const weights = [0.5, 0.3, 3, 2, 0.8, 1.4, 0.15];
  return {
    version: 1,
    organization: "acme-prod (o-a1b2c3d4e5)",
    ...period,
    madeAt: "2026-11-23T06:30Z",
    accounts,
    scannedBytes: 4_812_000_000,
    scanDollars: 0.024,
    answers: {
      "cost-events-by-day": answer(
        "day account eventcategory events",
        days.flatMap((day, d) =>
          weights.map((weight, i) => [
            day.replaceAll("-", "/"),
            account(i + 1),
            "Management",
            Math.round(weight * spread(d * 7 + i, 26_000, 40_000) * (d > 4 ? 0.6 : 1)),
          ]),
        ),
      ),
      "health-events-by-account-and-region": answer(
        "account region events last_event",
        weights
          .slice(0, 6)
          .flatMap((weight, i) =>
            regions
              .slice(0, i === 2 ? 4 : 2)
              .map((region, r) => [
                account(i + 1),
                region,
                Math.round((weight * spread(i * 5 + r, 150_000, 200_000)) / (r * 4 + 1)),
                "2026-11-22T23:58:11Z",
              ]),
          ),
      ),
      "cost-events-by-service": answer(
        "account eventsource eventcategory events",
        services.map((service, i) => [
          account(3),
          `${service}.amazonaws.com`,
          "Management",
          Math.round(spread(i, 400_000, 480_000) / (i + 1)),
        ]),
      ),
      "identity-sign-ins": answer(
        "account principal_type principal_name role source_address sign_ins first_seen last_seen",
        [
          [account(1), "Root", "root", "", "198.51.100.7", 1, "2026-11-19 09:12:44", "2026-11-19 09:12:44"],
          [
            account(3),
            "AssumedRole",
            "dana@example.com",
            "Operator",
            "203.0.113.20",
            14,
            "2026-11-16 07:51:02",
            "2026-11-20 15:02:10",
          ],
          [
            account(4),
            "AssumedRole",
            "kim@example.com",
            "Developer",
            "203.0.113.21",
            9,
            "2026-11-16 08:10:00",
            "2026-11-20 14:00:00",
          ],
          [account(7), "IAMUser", name, "", "192.0.2.14", 3, "2026-11-18 01:20:00", "2026-11-18 03:41:00"],
        ],
      ),
      "identity-failed-sign-ins": answer(
        "account principal_name source_address failures successes first_seen last_seen",
        [[account(7), name, "192.0.2.14", 11, 3, "2026-11-18 01:02:00", "2026-11-18 01:19:00"]],
      ),
      "identity-denied-calls-by-principal": answer(
        "account principal_arn event_source event_name denied first_seen last_seen",
        ["AssumeRole", "GetObject", "ListUsers", "DescribeInstances", "GetSecretValue"].map((call, i) => [
          account(3),
          role,
          i === 1 ? "s3.amazonaws.com" : "iam.amazonaws.com",
          call,
          spread(i, 240, 320) - i * 55,
          "2026-11-16 00:10:00",
          "2026-11-22 22:40:00",
        ]),
      ),
      "identity-new-principals": answer("account principal first_seen first_address first_call calls", [
        [account(3), role, "2026-11-17 10:15:31", "203.0.113.50", "AssumeRole", 4_210],
        [account(7), arn("iam", "", account(7), "user/backup"), "2026-11-18 01:22:09", "192.0.2.14", "ListBuckets", 37],
      ]),
      "health-silent-accounts": answer("account events_before last_event", [
        [account(7), 18_442, "2026-11-15T21:40:13Z"],
      ]),
      "health-silent-hours": answer("account region silent_hours first_silent_hour last_silent_hour", [
        [account(6), "us-east-1", 5, "2026-11-21 02:00:00", "2026-11-21 06:00:00"],
      ]),
      "compliance-config-coverage": answer("account region calls last_call", [
        [account(3), "ap-southeast-2", 211, "2026-11-22 18:03:44"],
      ]),
    },
    alarms: [
      { name: "acme-prod-root-use", time: "2026-11-19T09:13:52Z", state: "ALARM" },
      { name: "acme-prod-root-use", time: "2026-11-19T09:18:52Z", state: "OK" },
      { name: "acme-prod-console-sign-in-failures", time: "2026-11-18T01:08:10Z", state: "ALARM" },
      { name: "acme-prod-console-sign-in-failures", time: "2026-11-18T01:18:10Z", state: "ALARM" },
      { name: "acme-prod-access-key-created", time: "2026-11-17T10:15:50Z", state: "ALARM" },
    ],
    cost: {
      total: 236.4,
      lines: [
        { item: "AWS Config, items", amount: 96.2 },
        { item: "log group of the trail", amount: 61.5 },
        { item: "flow logs, delivery", amount: 32.1 },
        { item: "CloudTrail, stored", amount: 21.8 },
        { item: "alarms", amount: 14.4 },
        { item: "KMS keys", amount: 10.4 },
      ],
    },
  };
}
