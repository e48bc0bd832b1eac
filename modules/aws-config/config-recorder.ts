import { ConfigConfigurationRecorder } from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import type { ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { type RecorderRoleChoice, type RecorderRoleProps, ownRole, serviceLinkedRole } from "./config-recorder-role";
import { ImportBlock, regionalImportId } from "../terraform/import-block";
import { inEachRegion } from "../terraform/regions";
import { forms } from "../../aws-semantics/values/forms";
import { recorderOptions } from "../../log-sources/aws-config";
import { type InputProblem, arnOfBucket, checkInput, eachFormed, checkForm, checkKnown } from "../input/input";

export interface ConfigRecorderProps extends RecorderRoleProps {
  /** Region of the provider. Only this region records users, roles and policies. */
  readonly homeRegion: string;

  /** Regions to record. The home region is one of them. */
  readonly regions: readonly string[];
  readonly role: RecorderRoleChoice;

  /** Bucket that receives snapshots and history. It must not have a default retention. */
  readonly bucketName: string;
  readonly recordingFrequency: "CONTINUOUS" | "DAILY";

  /**
   * Resource types that are recorded once a day, even if other resource types are recorded continuously.
   *
   * @default none
   */
  readonly dailyTypes?: readonly string[];

  /** Interval between two snapshots of all resources, as a value of AWS Config: `TwentyFour_Hours`. */
  readonly snapshotFrequency: string;

  /**
   * Name of an existing recorder and delivery channel in every region. Terraform imports them.
   *
   * @default they are created, with the name `default`
   */
  readonly adoptedName?: string | undefined;

  /**
   * Resources that must exist before AWS Config delivers for the first time.
   *
   * @default none: the archive belongs to another account and is applied first
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * AWS Config in every recorded region of one account: the recorder, its role, its recording mode and its delivery.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigRecorder extends Construct {
  /** Started recorder of each region. Other resources can depend on it. */
  public readonly started: ReadonlyMap<string, ITerraformDependable>;

  constructor(scope: Construct, id: string, props: ConfigRecorderProps) {
    super(scope, id);

    checkInput(this, inputProblems(props));

    const { role: choice } = props;
    const role =
      choice.kind === "own" ? ownRole(this, choice.roleName, props) : serviceLinkedRole(this, choice.create, props);

    const name = props.adoptedName ?? "default";
    const started = new Map<string, ITerraformDependable>();
    inEachRegion(this, props, (regional, regionArguments, region) => {
      const recorder = new ConfigConfigurationRecorder(regional, "Recorder", {
        name,
        roleArn: role.arn,
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: region === props.homeRegion },
        recordingMode: { recordingFrequency: props.recordingFrequency, recordingModeOverride: dailyOverride(props) },
        dependsOn: role.ready,
        ...regionArguments,
      });

      const channel = new ConfigDeliveryChannel(regional, "Channel", {
        name,
        s3BucketName: props.bucketName,
        s3KeyPrefix: props.prefix,
        s3KmsKeyArn: props.kmsKeyArn,
        snapshotDeliveryProperties: { deliveryFrequency: props.snapshotFrequency },
        dependsOn: [recorder, ...(props.dependsOn ?? [])],
        ...regionArguments,
      });

      const status = new ConfigConfigurationRecorderStatus(regional, "Status", {
        name: recorder.name,
        isEnabled: true,
        // AWS Config cannot start a recorder without a delivery channel
        dependsOn: [channel],
        ...regionArguments,
      });

      started.set(region, status);
      if (props.adoptedName)
        adopt(regional, { recorder, channel, status }, regionalImportId(name, region, props.homeRegion));
    });
    this.started = started;
  }
}

/** AWS Config accepts at most one override. */
function dailyOverride({ dailyTypes = [] }: ConfigRecorderProps) {
  if (dailyTypes.length === 0) return undefined;
  return {
    description: "Resource types that change often and are rarely queried",
    recordingFrequency: "DAILY",
    resourceTypes: [...dailyTypes],
  };
}

/** Imports the recorder, its delivery channel and its status. All three have the name as import id. */
function adopt(regional: Construct, resources: Record<string, TerraformResource>, id: string): void {
  for (const [part, to] of Object.entries(resources))
    new ImportBlock(regional, `Adopted-${part}`, { to, importId: id });
}

/** Values that AWS Config would refuse, and a name and an ARN of different buckets. */
function inputProblems(props: ConfigRecorderProps): InputProblem[] {
  const { homeRegion, regions, role } = props;
  return [
    checkForm("partition", props.partition, forms.partition),
    checkForm("accountId", props.accountId, forms.accountId),
    checkForm("homeRegion", homeRegion, forms.region),
    ...eachFormed("regions", regions, forms.region),
    regions.includes(homeRegion)
      ? undefined
      : `regions: expected the home region ${homeRegion} among them, got ${regions.join(", ")}`,
    role.kind === "own" ? checkForm("role.roleName", role.roleName, forms.roleName) : undefined,
    checkForm("bucketName", props.bucketName, forms.bucketName),
    arnOfBucket("bucketArn", props.bucketArn, props.bucketName),
    checkForm("prefix", props.prefix, forms.keyPrefix),
    checkForm("kmsKeyArn", props.kmsKeyArn, forms.kmsKeyArn),
    checkKnown<string>(
      "snapshotFrequency",
      props.snapshotFrequency,
      recorderOptions.shape.snapshotFrequency.unwrap().options,
    ),
  ];
}
