import { networkLoadBalancerLogsTable } from "../../../tables/network-load-balancer-logs";
import { folderIn, logSource } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = networkLoadBalancerLogsTable(logSource);
const regex = new RegExp(`^${table.serdeParameters?.["input.regex"]}$`);

const row = (line: string) => {
  const values = regex.exec(line)?.slice(1) ?? [];
  return Object.fromEntries(table.columns.map(({ name }, i) => [name, values[i]]));
};

const early = [
  "tls 2.0 2026-01-09T10:00:00 net/shop/c6e77e28c25b2234 g3d4b5e8bb8464cd 192.0.2.10:51341 10.0.0.1:443 5 2 98 246 -",
  "arn:certificate/1 - ECDHE-RSA-AES128-SHA tlsv12 - shop.example.com h2 h2",
  '"h2","http/1.1"',
].join(" ");

describe("networkLoadBalancerLogsTable", () => {
  test("finds the records of an account, a region and a day", () => {
    expect(folderIn(table, { account: account(1), region: "eu-west-1", day: "2026/01/31" })).toBe(
      `s3://acme-logs/here/${account(1)}/elasticloadbalancing/eu-west-1/2026/01/31`,
    );
  });

  test("reads every field of a record into its column, including the field that was added later", () => {
    expect(row(`${early} 2026-01-09T09:59:55`)).toStrictEqual({
      type: "tls",
      version: "2.0",
      time: "2026-01-09T10:00:00",
      elb: "net/shop/c6e77e28c25b2234",
      listener: "g3d4b5e8bb8464cd",
      client_ip: "192.0.2.10",
      client_port: "51341",
      destination_ip: "10.0.0.1",
      destination_port: "443",
      connection_time: "5",
      tls_handshake_time: "2",
      received_bytes: "98",
      sent_bytes: "246",
      incoming_tls_alert: "-",
      chosen_cert_arn: "arn:certificate/1",
      chosen_cert_serial: "-",
      tls_cipher: "ECDHE-RSA-AES128-SHA",
      tls_protocol_version: "tlsv12",
      tls_named_group: "-",
      domain_name: "shop.example.com",
      alpn_fe_protocol: "h2",
      alpn_be_protocol: "h2",
      alpn_client_preference_list: '"h2","http/1.1"',
      tls_connection_creation_time: "2026-01-09T09:59:55",
    });
    expect(row(early)).toMatchObject({ tls_connection_creation_time: undefined });
    expect(row(`${early} 2026-01-09T09:59:55 new field`)).toMatchObject({ alpn_be_protocol: "h2" });
  });
});
