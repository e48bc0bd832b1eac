import { account } from "../../../sample-data/values";
import { home, type HuntStories, type LogRecord, member, records, storyDay } from "./story";

const dayMilliseconds = 86_400_000;
const storyMilliseconds = Date.parse(`${storyDay}T10:00:00Z`);
const machine = "10.20.1.20";
const stranger = "203.0.113.77";

interface Flow {
  readonly to?: string;
  readonly from?: string;
  readonly port?: number;
  readonly megabytes?: number;
  readonly daysBefore?: number;
  readonly account?: string;
  readonly interface?: string;
  readonly instance?: string;
  readonly action?: "ACCEPT" | "REJECT";
  readonly service?: string;
  readonly minute?: number;
  readonly fromPort?: number;
  readonly protocol?: number;
}

/** A record of flow logs, with the partition of its day. */
export function flow(change: Flow = {}): LogRecord {
  const { daysBefore = 0, minute = 0 } = change;
  const time = new Date(storyMilliseconds - daysBefore * dayMilliseconds + minute * 60_000);
  const [year, month, day] = time.toISOString().slice(0, 10).split("-");
  return {
    account: change.account ?? member,
    region: home,
    day: `year=${year}/month=${month}/day=${day}`,
    interface_id: change.interface ?? "eni-0a1b2c3d4e5f60718",
    instance_id: change.instance ?? "i-0a1b2c3d4e5f60718",
    srcaddr: change.from ?? machine,
    dstaddr: change.to ?? stranger,
    srcport: change.fromPort ?? 44_122,
    dstport: change.port ?? 443,
    protocol: change.protocol ?? 6,
    packets: 1_000,
    bytes: (change.megabytes ?? 1) * 1e6,
    start: time.getTime() / 1_000,
    action: change.action ?? "ACCEPT",
    pkt_dst_aws_service: change.service ?? "-",
  };
}

const parts = (change: Flow, count = 4): LogRecord[] =>
  records(count, (i) => flow({ megabytes: 300, minute: i, ...change }));
const hosts = (change: (index: number) => Flow, count = 2_400): LogRecord[] =>
  records(count, (i) => flow({ to: `198.51.${Math.floor(i / 250)}.${i % 250}`, megabytes: 0.001, ...change(i) }));

const answers = (change: Flow = {}): LogRecord[] => parts({ fromPort: 11_211, protocol: 17, ...change });

/** Stories in flow logs. */
export const network: HuntStories = {
  "large-transfer-to-new-address": {
    found: parts({}),
    alsoFound: {
      "another account that sent there": [...parts({ account: account(4), daysBefore: 10 }), ...parts({})],
      "a little was sent there before": [flow({ megabytes: 20, daysBefore: 10 }), ...parts({})],
    },
    nearMisses: {
      "the same amount was sent there 40 days ago": [...parts({ daysBefore: 40 }), ...parts({})],
      "just below the threshold": parts({ megabytes: 249 }),
      "spread over two days": [...parts({ daysBefore: 1 }, 2), ...parts({}, 2)],
      "rejected packets": parts({ action: "REJECT" }),
      "a private address": parts({ to: "10.20.2.30" }),
      "a service of AWS": parts({ service: "S3" }),
      "received data": parts({ from: stranger, to: machine }),
    },
  },
  "hosts-reached-in-bulk": {
    found: hosts((i) => ({ minute: i % 60 })),
    nearMisses: {
      "a NAT gateway": hosts((i) => ({ minute: i % 60, instance: "-" })),
      "too few addresses, again and again": hosts((i) => ({ minute: i % 60, to: `198.51.100.${i % 200}` })),
      "spread over hours": hosts((i) => ({ minute: (i % 4) * 60 })),
      "rejected packets": hosts((i) => ({ minute: i % 60, action: "REJECT" })),
    },
  },
  "answers-in-bulk": {
    found: answers(),
    alsoFound: { "responses of DNS": answers({ fromPort: 53 }) },
    nearMisses: {
      "just below the threshold": answers({ megabytes: 249 }),
      "another port": answers({ fromPort: 443 }),
      "another protocol": answers({ protocol: 6 }),
      "a private address": answers({ to: "10.20.2.30" }),
      "received requests": answers({ from: stranger, to: machine }),
      "spread over hours": records(4, (i) => flow({ megabytes: 300, fromPort: 11_211, protocol: 17, minute: i * 60 })),
      "rejected packets": answers({ action: "REJECT" }),
    },
  },
};
