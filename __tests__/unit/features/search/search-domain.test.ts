import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { OpensearchDomain } from "@cdktf/provider-aws/lib/opensearch-domain";
import { SearchDomain, type SearchDomainProps } from "../../../../features/search/search-domain";
import { synth } from "../../../support/synth";
import { account, arn } from "../../../../sample-data/values";

const domainArn = arn("es", "eu-west-1", account(2), "domain/acme-audit");
const adminRoleArn = arn("iam", "", account(2), "role/admin");
const writerRoleArn = arn("iam", "", account(2), "role/writer");
const readerRoleArns = [arn("iam", "", account(5), "role/reader")];
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/search");
const small = { zones: 2, dataNodes: 2, instanceType: "m6g.large.search", volumeGibibytes: 100 } as const;
const logs = [
  { logType: "AUDIT_LOGS", cloudwatchLogGroupArn: arn("logs", "eu-west-1", account(2), "log-group:audit") },
];

const build = (more: Partial<SearchDomainProps> = {}) =>
  synth((scope) => {
    new SearchDomain(scope, "Domain", {
      domainName: "acme-audit",
      domainArn,
      size: small,
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
      kmsKeyArn,
      adminRoleArn,
      writerRoleArn,
      readerRoleArns,
      logs,
      offPeakHour: 22,
      createServiceLinkedRole: true,
      dependsOn: [],
      ...more,
    });
  });

const resources = build();
const domain = resources.one(OpensearchDomain);

describe("SearchDomain", () => {
  test("SearchDomain is inside a VPC, in the given subnets and security groups, without a public endpoint", () => {
    expect(domain.vpc_options).toEqual({ subnet_ids: ["subnet-1", "subnet-2"], security_group_ids: ["sg-1"] });
    expect(domain.domain_endpoint_options.custom_endpoint_enabled).toBeUndefined();
  });

  test("SearchDomain is encrypted at rest with the given key, and between its nodes", () => {
    expect(domain.encrypt_at_rest).toEqual({ enabled: true, kms_key_id: kmsKeyArn });
    expect(domain.node_to_node_encryption).toEqual({ enabled: true });
  });

  test("accepts only HTTPS, with TLS 1.2 or later and perfect forward secrecy", () => {
    expect(domain.domain_endpoint_options).toEqual({
      enforce_https: true,
      tls_security_policy: "Policy-Min-TLS-1-2-PFS-2023-10",
    });
  });

  test("authenticates only IAM roles, without a user database or anonymous access", () => {
    expect(domain.advanced_security_options).toEqual({
      enabled: true,
      anonymous_auth_enabled: false,
      internal_user_database_enabled: false,
      master_user_options: { master_user_arn: adminRoleArn },
    });
    expect(JSON.stringify(resources.json)).not.toMatch(/password|master_user_name/);
  });

  test("publishes the given logs", () => {
    expect(domain.log_publishing_options).toEqual([
      { enabled: true, log_type: "AUDIT_LOGS", cloudwatch_log_group_arn: logs[0]?.cloudwatchLogGroupArn },
    ]);
  });

  test("installs updates automatically in the off-peak window", () => {
    expect(domain.software_update_options).toEqual({ auto_software_update_enabled: true });
    expect(domain.off_peak_window_options).toEqual({
      enabled: true,
      off_peak_window: { window_start_time: { hours: 22, minutes: 0 } },
    });
  });

  test("has nodes in every Availability Zone, with gp3 storage, and no dedicated master nodes if it is small", () => {
    expect(domain.cluster_config).toEqual({
      instance_type: "m6g.large.search",
      instance_count: 2,
      zone_awareness_enabled: true,
      zone_awareness_config: { availability_zone_count: 2 },
      dedicated_master_enabled: false,
    });
    expect(domain.ebs_options).toEqual({ ebs_enabled: true, volume_type: "gp3", volume_size: 100 });
  });

  test("has three dedicated master nodes if the size has a master type", () => {
    const size = { ...small, zones: 3, dataNodes: 3, masterType: "m6g.large.search" } as const;

    expect(build({ size, subnetIds: ["a", "b", "c"] }).one(OpensearchDomain).cluster_config).toMatchObject({
      zone_awareness_config: { availability_zone_count: 3 },
      dedicated_master_enabled: true,
      dedicated_master_type: "m6g.large.search",
      dedicated_master_count: 3,
    });
  });

  test("creates the service-linked role for VPCs, and depends on it", () => {
    const [role] = Object.keys(resources.json.resource.aws_iam_service_linked_role);

    expect(resources.one(IamServiceLinkedRole).aws_service_name).toBe("opensearchservice.amazonaws.com");
    expect(domain.depends_on).toEqual([`aws_iam_service_linked_role.${role}`]);
    expect(build({ createServiceLinkedRole: false }).all(IamServiceLinkedRole)).toEqual([]);
  });
});

describe("the access policy of SearchDomain", () => {
  const { Statement: statements } = JSON.parse(domain.access_policies);
  const read = ["es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost"];
  const grant = (Sid: string, AWS: unknown, Action: unknown) => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS },
    Action,
    Resource: `${domainArn}/*`,
  });

  test("allows only the administrator, the writer and the readers", () => {
    expect(statements).toEqual([
      grant("AllowAdministrator", adminRoleArn, "es:ESHttp*"),
      grant("AllowWriter", writerRoleArn, [...read, "es:ESHttpPut"]),
      grant("AllowReaders", readerRoleArns, read),
    ]);
  });

  test("has no statement for readers if there are none", () => {
    const policy = JSON.parse(build({ readerRoleArns: [] }).one(OpensearchDomain).access_policies);

    expect(policy.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual(["AllowAdministrator", "AllowWriter"]);
  });
});

describe("an invalid SearchDomain", () => {
  test.each([[[]], [["a"]], [["a", "b", "c"]]])(
    "fails with two Availability Zones when the subnets are %j",
    (subnetIds) => {
      expect(() => build({ subnetIds })).toThrow(
        `subnetIds must contain 2 subnets, one for each zone, got ${subnetIds.length}`,
      );
    },
  );

  test("fails without a security group", () => {
    expect(() => build({ securityGroupIds: [] })).toThrow(
      "securityGroupIds must contain at least one security group, got none",
    );
  });
});
