import { loadBalancerLogsTable } from "../../../tables/load-balancer-logs";
import { folderIn, logSource } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = loadBalancerLogsTable(logSource);
const regex = new RegExp(`^${table.serdeParameters?.["input.regex"]}$`);

const row = (line: string) => {
  const values = regex.exec(line)?.slice(1) ?? [];
  return Object.fromEntries(table.columns.map(({ name }, i) => [name, values[i]]));
};

/** A record up to the classification reason, the last field of earlier records. */
const early = [
  "https 2026-01-09T10:00:00.123456Z app/shop/50dc6c495c0c9188 192.0.2.10:46532 10.0.0.1:8080 0.001 0.010 0.000",
  '200 200 310 2000 "GET https://shop.example.com:443/a?b=c HTTP/1.1" "Mozilla/5.0 (x y)" TLS_AES TLSv1.3',
  'arn:targetgroup/shop "Root=1-58337262" "shop.example.com" "arn:certificate/1" 5 2026-01-09T09:59:59.000000Z',
  '"waf,forward" "-" "-" "10.0.0.1:8080" "200" "-" "-"',
].join(" ");
const later = `${early} TID_1a2b3c "shop.internal" "/b" "TransformSuccess"`;

describe("loadBalancerLogsTable", () => {
  test("finds the records of an account, a region and a day", () => {
    expect(folderIn(table, { account: account(1), region: "eu-west-1", day: "2026/01/31" })).toBe(
      `s3://acme-logs/here/${account(1)}/elasticloadbalancing/eu-west-1/2026/01/31`,
    );
  });

  test("reads every field of a record into its column", () => {
    expect(row(later)).toStrictEqual({
      type: "https",
      time: "2026-01-09T10:00:00.123456Z",
      elb: "app/shop/50dc6c495c0c9188",
      client_ip: "192.0.2.10",
      client_port: "46532",
      target_ip: "10.0.0.1",
      target_port: "8080",
      request_processing_time: "0.001",
      target_processing_time: "0.010",
      response_processing_time: "0.000",
      elb_status_code: "200",
      target_status_code: "200",
      received_bytes: "310",
      sent_bytes: "2000",
      request_verb: "GET",
      request_url: "https://shop.example.com:443/a?b=c",
      request_proto: "HTTP/1.1",
      user_agent: "Mozilla/5.0 (x y)",
      ssl_cipher: "TLS_AES",
      ssl_protocol: "TLSv1.3",
      target_group_arn: "arn:targetgroup/shop",
      trace_id: "Root=1-58337262",
      domain_name: "shop.example.com",
      chosen_cert_arn: "arn:certificate/1",
      matched_rule_priority: "5",
      request_creation_time: "2026-01-09T09:59:59.000000Z",
      actions_executed: "waf,forward",
      redirect_url: "-",
      error_reason: "-",
      target_port_list: "10.0.0.1:8080",
      target_status_code_list: "200",
      classification: "-",
      classification_reason: "-",
      conn_trace_id: "TID_1a2b3c",
      transformed_host: "shop.internal",
      transformed_uri: "/b",
      request_transform_status: "TransformSuccess",
    });
  });

  test("reads an old record without the later fields, and a record with additional fields", () => {
    expect(row(early)).toMatchObject({ classification_reason: "-", conn_trace_id: undefined });
    expect(row(`${early} TID_1a2b3c`)).toMatchObject({ conn_trace_id: "TID_1a2b3c", transformed_host: undefined });
    expect(row(`${later} "new" field`)).toMatchObject({ request_transform_status: "TransformSuccess" });
  });

  test("reads a request without a target, a request over IPv6, and a URL with any characters", () => {
    const unreached = later.replace("10.0.0.1:8080 0.001", "- -1");
    expect(row(unreached)).toMatchObject({ target_ip: "", target_port: "", request_processing_time: "-1" });
    expect(row(later.replace("192.0.2.10:46532", "2001:db8::1:46532"))).toMatchObject({
      client_ip: "2001:db8::1",
      client_port: "46532",
    });
    expect(row(later.replace("/a?b=c", '/a?b="c d" e'))).toMatchObject({
      request_url: 'https://shop.example.com:443/a?b="c d" e',
      request_proto: "HTTP/1.1",
      user_agent: "Mozilla/5.0 (x y)",
    });
  });

  test("reads a malformed request, whose request line consists of dashes", () => {
    expect(row(later.replace(/"GET .* HTTP\/1\.1"/, '"- - - "'))).toMatchObject({
      request_verb: "-",
      request_url: "-",
      request_proto: "-",
      user_agent: "Mozilla/5.0 (x y)",
    });
  });
});
