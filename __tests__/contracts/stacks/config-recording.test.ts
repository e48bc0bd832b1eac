import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { type AwsConfigRule, awsConfigRules } from "../../../detections/aws-config-rules";
import { highChurnResourceTypes } from "../../../modules/aws-config/high-churn-resource-types";
import { type Change, organization, stackOf } from "../../support/organization";
import type { Resources } from "../../support/synth";
import { account, arn } from "../../../sample-data/values";

const withConfig = (config: Change, other: Change = {}) =>
  organization("config/example.yaml", { ...other, logSources: { awsConfig: config } });
const accounts = ["log-archive", "management", "member-payments", "member-website"];
const recorders = (resources: Resources) => resources.all(ConfigConfigurationRecorder).length;

describe("logSources.awsConfig.recorderByAccount", () => {
  test("An account with a recorder of someone else stays unchanged.", () => {
    const made = withConfig({ recorderByAccount: { [account(1)]: "none" }, rules: true });

    expect(accounts.map((name) => recorders(stackOf(made, name)))).toEqual([1, 0, 1, 1]);
    const management = stackOf(made, "management");
    for (const type of [ConfigDeliveryChannel, ConfigConfigRule]) expect(management.all(type)).toEqual([]);
    expect(management.all(IamRole).map(({ name }) => name)).not.toContain("acme-config-recorder");
  });

  test("records one account although others have their own recorder, and allows only that account to deliver", () => {
    const made = withConfig({ recorder: "none", recorderByAccount: { [account(1)]: "create" } });

    expect(accounts.map((name) => stackOf(made, name).json.removed !== undefined)).toEqual([true, false, true, true]);

    expect(accounts.map((name) => recorders(stackOf(made, name)))).toEqual([0, 1, 0, 0]);
    expect(JSON.stringify(stackOf(made, "log-archive").all(S3BucketPolicy))).toContain("config.amazonaws.com");
  });

  test("imports the recorder in one account, and creates it in the others", () => {
    const made = withConfig({ recorderByAccount: { [account(3)]: "adopt" }, adoptedName: "old" });
    const nameOf = (stack: string) => stackOf(made, stack).one(ConfigConfigurationRecorder).name;

    expect(accounts.map((name) => stackOf(made, name).json.import?.length ?? 0)).toEqual([0, 0, 3, 0]);
    expect(accounts.map(nameOf)).toEqual(["default", "default", "old", "default"]);
  });

  test("imports the recorder in every recorded region, with the region in the import id unless it is the provider's region", () => {
    const regions = ["eu-west-1", "us-east-1"];
    const made = withConfig({ recorder: "adopt" }, { regions });

    for (const name of accounts) {
      const ids = stackOf(made, name).json.import.map(({ id }: { id: string }) => id);
      expect(ids).toEqual([...Array(3).fill("default"), ...Array(3).fill("default@us-east-1")]);
    }
  });

  test("keeps the addresses of created resources when the recorder is imported instead", () => {
    const addresses = (recorder: string) =>
      Object.keys(stackOf(withConfig({ recorder }), "member-website").json.resource.aws_config_configuration_recorder);

    expect(addresses("adopt")).toEqual(addresses("create"));
  });
});

describe("logSources.awsConfig.role", () => {
  const serviceLinked = (config: Change = {}) => withConfig({ role: "serviceLinked", ...config });
  const created = (config: Change) => {
    const made = serviceLinked(config);
    return accounts.filter((name) => stackOf(made, name).all(IamServiceLinkedRole).length > 0);
  };

  test("serviceLinked records every account with AWS Config's service-linked role", () => {
    const made = serviceLinked();

    for (const [i, name] of ["management", "log-archive", "member-payments", "member-website"].entries()) {
      const role = "role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig";
      const resources = stackOf(made, name);

      expect(resources.one(ConfigConfigurationRecorder).role_arn).toBe(arn("iam", "", account(i + 1), role));
      expect(resources.all(IamRole).map((one) => one.name)).not.toContain("acme-config-recorder");
    }
  });

  test("serviceLinked allows no role of the accounts to write to the archive or to use its key", () => {
    const archive = stackOf(serviceLinked(), "log-archive");

    expect(JSON.stringify([...archive.all(S3BucketPolicy), ...archive.all(KmsKey)])).not.toContain("config-recorder");
    expect(JSON.stringify(archive.all(S3BucketPolicy))).toContain("config.amazonaws.com");
    expect(JSON.stringify(archive.all(KmsKey))).toContain("config.amazonaws.com");
  });

  test("serviceLinked keeps the addresses of the recorders", () => {
    const addresses = (role: string) => {
      const made = withConfig({ role });
      return accounts.map((name) => Object.keys(stackOf(made, name).json.resource.aws_config_configuration_recorder));
    };

    expect(addresses("serviceLinked")).toEqual(addresses("own"));
  });

  test.each([
    ["nowhere", false, []],
    ["in every account", true, accounts],
    ["in the listed accounts", [account(1), account(4)], ["management", "member-website"]],
  ])("creates the service-linked role %s, as configured", (_, createServiceLinkedRole, expected) => {
    expect(created({ createServiceLinkedRole })).toEqual(expected);
  });

  test("creates no service-linked role without a recorder", () => {
    expect(created({ createServiceLinkedRole: true, recorderByAccount: { [account(1)]: "none" } })).toEqual(
      accounts.filter((name) => name !== "management"),
    );
  });
});

describe("logSources.awsConfig.recordHighChurnTypesDaily", () => {
  const modes = (config: Change) =>
    [...withConfig(config).stacks.values()].flatMap((resources) =>
      resources.all(ConfigConfigurationRecorder).map(({ recording_mode }) => recording_mode),
    );

  test.each([{}, { recordHighChurnTypesDaily: true }])(
    "logSources.awsConfig.recordHighChurnTypesDaily with %j records these types daily, and all others continuously",
    (config) => {
      expect(modes(config)).toHaveLength(accounts.length);
      for (const { recording_frequency, recording_mode_override } of modes(config)) {
        expect(recording_frequency).toBe("CONTINUOUS");
        expect(recording_mode_override).toMatchObject({
          recording_frequency: "DAILY",
          resource_types: [...highChurnResourceTypes],
        });
      }
    },
  );

  test("logSources.awsConfig.recordHighChurnTypesDaily can be disabled", () => {
    expect(modes({ recordHighChurnTypesDaily: false })).toEqual(
      accounts.map(() => ({ recording_frequency: "CONTINUOUS" })),
    );
  });

  test("logSources.awsConfig.recordHighChurnTypesDaily is ignored if every type is recorded daily", () => {
    expect(modes({ recordingFrequency: "DAILY" })).toEqual(accounts.map(() => ({ recording_frequency: "DAILY" })));
  });
});

describe("logSources.awsConfig.rules", () => {
  const rules: readonly AwsConfigRule[] = awsConfigRules;
  const ruleIds = (resources: Resources) =>
    resources.all(ConfigConfigRule).map(({ name }) => name.slice("acme-".length));
  const idsFor = (...roles: string[]) =>
    rules.filter(({ accounts: of, perLogGroup }) => roles.includes(of) && !perLogGroup).map(({ id }) => id);

  test("true creates every rule in its accounts, except rules for each log group", () => {
    const made = withConfig({ rules: true });

    expect(ruleIds(stackOf(made, "log-archive"))).toEqual(idsFor("every", "log-archive"));
    expect(ruleIds(stackOf(made, "management"))).toEqual(idsFor("every", "management"));
    expect(ruleIds(stackOf(made, "member-website"))).toEqual(idsFor("every"));
  });

  test("logSources.awsConfig.rules as a list creates only the listed rules", () => {
    const made = withConfig({ rules: ["vpc-flow-logs-enabled", "s3-bucket-ssl-requests-only"] });

    expect(ruleIds(stackOf(made, "log-archive"))).toEqual(["s3-bucket-ssl-requests-only", "vpc-flow-logs-enabled"]);
    expect(ruleIds(stackOf(made, "member-website"))).toEqual(["vpc-flow-logs-enabled"]);
  });

  test("logSources.awsConfig.rules may list the rules for each log group, which are then created in every account", () => {
    const ids = rules.filter(({ perLogGroup }) => perLogGroup).map(({ id }) => id);

    expect(ids).toHaveLength(2);
    for (const resources of withConfig({ rules: ids }).stacks.values()) expect(ruleIds(resources)).toEqual(ids);
  });

  test("logSources.awsConfig.rules is disabled by default", () => {
    for (const resources of withConfig({}).stacks.values()) expect(ruleIds(resources)).toEqual([]);
  });

  test("creates rules that depend on the started recorder of their region, even if the recorder is imported", () => {
    const regions = ["eu-west-1", "us-east-1"];
    const made = withConfig({ rules: true, recorder: "adopt" }, { regions });

    for (const resources of made.stacks.values()) {
      for (const { region = "eu-west-1", depends_on } of resources.all(ConfigConfigRule)) {
        expect(depends_on).toEqual([
          expect.stringMatching(
            `^aws_config_configuration_recorder_status.Baseline_LogSources_Config_${region}_Status_`,
          ),
        ]);
      }
    }
  });
});
