import { account, arn } from "../../../sample-data/values";
import { home, type HuntStories, type LogRecord, member, records, storyDay } from "./story";

const day = storyDay.replaceAll("-", "/");
const letters = (index: number, length: number): string => `${index.toString(36)}x`.padEnd(length, "a7f3kq9z");

/** A DNS query of a machine, in the format of Route 53 Resolver. */
export const lookup = (name: string, change: LogRecord = {}): LogRecord => ({
  account: member,
  vpc: "vpc-0a1b2c3d4e5f67890",
  day,
  query_timestamp: `${storyDay}T10:00:00Z`,
  query_name: name,
  query_type: "TXT",
  rcode: "NOERROR",
  srcaddr: "10.20.1.20",
  srcids: { instance: "i-0a1b2c3d4e5f60718" },
  ...change,
});
const tunnel = (count: number, length: number, domain = "t.example.net"): LogRecord[] =>
  records(count, (i) => lookup(`${letters(i, length)}.${domain}.`));

const reader = arn("sts", "", member, "assumed-role/reporting/session");

/** A request to a bucket, in the format of S3 access logs. */
const request = (index: number, change: LogRecord = {}): LogRecord => ({
  account: member,
  region: home,
  bucket: "customer-exports",
  day,
  requestdatetime: `15/Jan/2026:10:${String(index % 60).padStart(2, "0")}:00 +0000`,
  remoteip: "203.0.113.99",
  requester: reader,
  requestid: `R${index}`,
  operation: "REST.GET.OBJECT",
  key: `2026/${index}.csv`,
  httpstatus: "200",
  bytessent: "1000",
  ...change,
});

const resource = arn("ec2", home, member, "instance/i-0a1b2c3d4e5f60718");

/** A finding of GuardDuty, in the format of Security Hub. */
export const finding = (kind: string, change: LogRecord = {}, about: LogRecord = {}): LogRecord => ({
  account: account(2),
  region: home,
  day,
  detail: {
    findings: [
      {
        id: `finding-${kind}`,
        awsaccountid: member,
        region: home,
        productname: "GuardDuty",
        types: [`TTPs/${kind}`],
        updatedat: `${storyDay}T10:00:00Z`,
        severity: { label: "HIGH" },
        title: kind,
        resources: [{ type: "AwsEc2Instance", id: resource, ...about }],
        workflow: { status: "NEW" },
        recordstate: "ACTIVE",
        ...change,
      },
    ],
  },
});
const kinds = ["Backdoor", "CryptoCurrency", "UnauthorizedAccess"];

/** Stories in query logs, access logs and findings. */
export const otherLogs: HuntStories = {
  "names-like-a-tunnel": {
    found: tunnel(260, 60),
    nearMisses: {
      "short names": tunnel(400, 12, "cdn.example.net"),
      "too few long names, again and again": records(400, (i) => lookup(`${letters(i % 150, 60)}.t.example.net.`)),
      "names of AWS services": tunnel(400, 60, "elb.eu-west-1.amazonaws.com"),
      "several machines": records(400, (i) =>
        lookup(`${letters(i, 60)}.t.example.net.`, { srcids: { instance: `i-${i % 4}` } }),
      ),
    },
  },
  "bucket-read-in-bulk": {
    found: records(1_100, (i) => request(i)),
    alsoFound: { "ten gigabytes": records(3, (i) => request(i, { bytessent: "3333333334" })) },
    nearMisses: {
      "denied requests": records(1_300, (i) => request(i, { httpstatus: "403" })),
      "the same objects again and again": records(1_500, (i) => request(i, { key: `${i % 20}.csv` })),
      "too few objects": records(900, (i) => request(i)),
      "written objects": records(1_300, (i) => request(i, { operation: "REST.PUT.OBJECT" })),
      "just below ten gigabytes": records(3, (i) => request(i, { bytessent: "3333333333" })),
    },
  },
  "findings-of-many-kinds": {
    found: kinds.map((kind) => finding(kind)),
    nearMisses: {
      "two kinds, again and again": [...kinds, ...kinds].slice(0, 2).flatMap((kind) => [finding(kind), finding(kind)]),
      "findings about different resources": kinds.map((kind, i) => finding(kind, {}, { id: `${resource}${i}` })),
      "findings of low severity": kinds.map((kind) => finding(kind, { severity: { label: "LOW" } })),
      "findings of controls": kinds.map((kind) => finding(kind, { compliance: { status: "FAILED" } })),
      "findings that people suppressed": kinds.map((kind) => finding(kind, { workflow: { status: "SUPPRESSED" } })),
      "findings about an account": kinds.map((kind) => finding(kind, {}, { type: "AwsAccount" })),
    },
  },
};
