import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { ConfigRecorder, type ConfigRecorderProps } from "../../../../modules/aws-config/config-recorder";
import { synth } from "../../../support/synth";
import { account, arn, partition } from "../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-config-archive");
const kmsKeyArn = arn("kms", "eu-west-1", account(2), "key/abcd");
const regions = ["eu-west-1", "us-east-1", "ap-south-1"];

/** Returns the imports by their address, without the hash of the address. */
const importsOf = ({ json }: ReturnType<typeof configRecorder>) =>
  Object.fromEntries(
    (json.import ?? []).map(({ to, id }: { to: string; id: string }) => [to.replace(/_[A-Z0-9]{8}$/, ""), id]),
  );

const configRecorder = (
  props: Partial<ConfigRecorderProps> = {},
  use: (recorder: ConfigRecorder, scope: Construct) => void = () => {},
) =>
  synth((scope) => {
    const recorder = new ConfigRecorder(scope, "Config", {
      partition,
      accountId: account(3),
      homeRegion: "eu-west-1",
      regions,
      role: { kind: "own", roleName: "acme-config-recorder" },
      bucketName: "acme-config-archive",
      bucketArn,
      prefix: "config-logs",
      kmsKeyArn,
      recordingFrequency: "CONTINUOUS",
      snapshotFrequency: "TwentyFour_Hours",
      ...props,
    });
    use(recorder, scope);
  });

/** Returns the address of the resource of a type in a region. */
const inRegion = (type: string, region: string) =>
  expect.stringMatching(new RegExp(`^aws_config_${type}\\.Config_${region}_[A-Za-z]+_[A-Z0-9]+$`));

const regional = [ConfigConfigurationRecorder, ConfigDeliveryChannel, ConfigConfigurationRecorderStatus];

describe("a ConfigRecorder with the service-linked role", () => {
  const serviceLinked = (create: boolean) => configRecorder({ role: { kind: "serviceLinked", create } });

  test("records every region with that role, and creates no other role", () => {
    for (const create of [true, false]) {
      const resources = serviceLinked(create);

      for (const { role_arn } of resources.all(ConfigConfigurationRecorder)) {
        expect(role_arn).toMatch(/:role\/aws-service-role\/config\.amazonaws\.com\/AWSServiceRoleForConfig$/);
      }
      for (const type of [IamRole, IamRolePolicy, IamRolePolicyAttachment]) expect(resources.all(type)).toEqual([]);
    }
  });

  test("depends on the role in every region if the role is created", () => {
    expect(
      serviceLinked(true)
        .all(ConfigConfigurationRecorder)
        .map(({ depends_on }) => depends_on),
    ).toEqual(regions.map(() => [expect.stringMatching(/^aws_iam_service_linked_role\.Config_ServiceLinkedRole_/)]));
  });

  test("depends on no role if the role exists", () => {
    for (const { depends_on } of serviceLinked(false).all(ConfigConfigurationRecorder)) expect(depends_on).toEqual([]);
  });
});

describe("ConfigRecorder", () => {
  test("has one recorder, one delivery channel and one started status in every region", () => {
    const resources = configRecorder();

    for (const type of regional) {
      expect(resources.all(type).map(({ region = "eu-west-1" }) => region)).toEqual(regions);
    }
  });

  test("keeps the addresses of its resources", () => {
    const names = regional.map(({ tfResourceType }) =>
      Object.keys(configRecorder().json.resource[tfResourceType]).map((name) => name.replace(/_[A-Z0-9]{8}$/, "")),
    );

    expect(names).toEqual(
      ["Recorder", "Channel", "Status"].map((part) => regions.map((region) => `Config_${region}_${part}`)),
    );
  });

  test("has no region argument in the provider's own region, so that provider 5 accepts it", () => {
    const resources = configRecorder({ regions: ["eu-west-1"] });

    for (const type of regional) expect(resources.one(type)).not.toHaveProperty("region");
  });

  test("records every supported type, but IAM users, roles and policies only in the home region", () => {
    const groups = configRecorder()
      .all(ConfigConfigurationRecorder)
      .map(({ recording_group }) => recording_group);

    expect(groups).toEqual([
      { all_supported: true, include_global_resource_types: true },
      { all_supported: true, include_global_resource_types: false },
      { all_supported: true, include_global_resource_types: false },
    ]);
  });

  test.each(["CONTINUOUS", "DAILY"] as const)("records every region with its role: %s", (recordingFrequency) => {
    for (const recorder of configRecorder({ recordingFrequency }).all(ConfigConfigurationRecorder)) {
      expect(recorder).toMatchObject({
        name: "default",
        recording_mode: { recording_frequency: recordingFrequency },
        role_arn: expect.stringMatching(/^\$\{aws_iam_role\.Config_Role_[A-Z0-9]+\.arn\}$/),
      });
    }
  });

  test.each(["One_Hour", "TwentyFour_Hours"])("delivers from every region with encryption: %s", (snapshotFrequency) => {
    for (const channel of configRecorder({ snapshotFrequency }).all(ConfigDeliveryChannel)) {
      expect(channel).toMatchObject({
        name: "default",
        s3_bucket_name: "acme-config-archive",
        s3_key_prefix: "config-logs",
        s3_kms_key_arn: kmsKeyArn,
        snapshot_delivery_properties: { delivery_frequency: snapshotFrequency },
      });
    }
  });

  test("starts the recorder of each region", () => {
    const statuses = configRecorder().all(ConfigConfigurationRecorderStatus);

    for (const [i, { name, is_enabled }] of statuses.entries()) {
      expect(is_enabled).toBe(true);
      expect(name).toMatch(
        new RegExp(`^\\$\\{aws_config_configuration_recorder\\.Config_${regions[i]}_Recorder_[A-Z0-9]+\\.name\\}$`),
      );
    }
  });

  test("ConfigRecorder is created in this order: role policy, recorder, channel, status", () => {
    const resources = configRecorder();
    const waits = (type: (typeof regional)[number]) => resources.all(type).map(({ depends_on }) => depends_on);

    expect(waits(ConfigConfigurationRecorder)).toEqual(
      regions.map(() => [
        expect.stringMatching(/^aws_iam_role_policy_attachment\.Config_Reads_/),
        expect.stringMatching(/^aws_iam_role_policy\.Config_Delivers_/),
      ]),
    );
    expect(waits(ConfigDeliveryChannel)).toEqual(regions.map((region) => [inRegion("configuration_recorder", region)]));
    expect(waits(ConfigConfigurationRecorderStatus)).toEqual(
      regions.map((region) => [inRegion("delivery_channel", region)]),
    );
  });

  test("delivers only after the given resources exist", () => {
    const channels = configRecorder({ dependsOn: [{ fqn: "aws_s3_bucket_policy.Archive" }] }).all(
      ConfigDeliveryChannel,
    );

    expect(channels.map(({ depends_on }) => depends_on)).toEqual(
      regions.map((region) => [inRegion("configuration_recorder", region), "aws_s3_bucket_policy.Archive"]),
    );
  });

  test("outputs the started recorder of each region", () => {
    const { json } = configRecorder({}, ({ started }, scope) => {
      for (const [region, { fqn }] of started)
        new TerraformOutput(scope, `out-${region}`, { value: fqn, staticId: true });
    });

    for (const region of regions) {
      expect(json.output[`out-${region}`].value.replace(/^\$\{|\}$/g, "")).toEqual(
        inRegion("configuration_recorder_status", region),
      );
    }
  });

  test.each(["CONTINUOUS", "DAILY"] as const)(
    "records every type with the same frequency by default: %s",
    (frequency) => {
      for (const recorder of configRecorder({ recordingFrequency: frequency }).all(ConfigConfigurationRecorder)) {
        expect(recorder.recording_mode).toEqual({ recording_frequency: frequency });
      }
    },
  );

  test("records the named types once a day in every region, with one override", () => {
    const dailyTypes = ["AWS::EC2::NetworkInterface", "AWS::EC2::Volume"];

    for (const { recording_mode } of configRecorder({ dailyTypes }).all(ConfigConfigurationRecorder)) {
      expect(recording_mode).toEqual({
        recording_frequency: "CONTINUOUS",
        recording_mode_override: {
          description: "Resource types that change often and are rarely queried",
          recording_frequency: "DAILY",
          resource_types: dailyTypes,
        },
      });
    }
  });

  test("fails without the home region, because IAM users, roles and policies would not be recorded", () => {
    expect(() => configRecorder({ regions: ["us-east-1", "ap-south-1"] })).toThrow(
      "regions: expected the home region eu-west-1 among them, got us-east-1, ap-south-1",
    );
  });
});

describe("a ConfigRecorder that imports", () => {
  const adopting = (props: Partial<ConfigRecorderProps> = {}) =>
    configRecorder({ adoptedName: "organization-recorder", ...props });

  test("imports the recorder, the channel and the status of every region by name and region", () => {
    const idOf = (region: string) =>
      region === "eu-west-1" ? "organization-recorder" : `organization-recorder@${region}`;

    expect(importsOf(adopting())).toEqual(
      Object.fromEntries(
        regions.flatMap((region) => [
          [`aws_config_configuration_recorder.Config_${region}_Recorder`, idOf(region)],
          [`aws_config_delivery_channel.Config_${region}_Channel`, idOf(region)],
          [`aws_config_configuration_recorder_status.Config_${region}_Status`, idOf(region)],
        ]),
      ),
    );
  });

  test("imports to the addresses of created resources", () => {
    const { json } = adopting();

    for (const { to } of json.import) {
      const [type, name] = to.split(".");
      expect(json.resource[type]).toHaveProperty(name);
    }
  });

  test("keeps the existing name of recorder and channel, because another name would replace them", () => {
    for (const type of [ConfigConfigurationRecorder, ConfigDeliveryChannel]) {
      expect(
        adopting()
          .all(type)
          .map(({ name }) => name),
      ).toEqual(regions.map(() => "organization-recorder"));
    }
  });

  test("configures imported resources like created resources, except their names", () => {
    const unnamed = (resources: ReturnType<typeof adopting>) =>
      JSON.parse(
        JSON.stringify(resources.json.resource).replaceAll('"name":"organization-recorder"', '"name":"default"'),
      );

    expect(unnamed(adopting())).toEqual(configRecorder().json.resource);
  });

  test("imports no resource without a name", () => {
    expect(configRecorder().json).not.toHaveProperty("import");
  });
});
