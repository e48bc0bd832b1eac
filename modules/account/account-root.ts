import { isAbsolute, join, relative } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, S3Backend, type TerraformProvider, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { forms } from "../../aws-semantics/values/forms";
import { type InputProblem, checkInput, eachFormed, checkForm } from "../input/input";

/** Location of the Terraform state of a stack. */
export type StateStore =
  | { readonly type: "local" }
  | {
      readonly type: "s3";
      readonly bucket: string;
      readonly region: string;

      /** Key prefix without a slash at its end. */
      readonly keyPrefix: string;
      readonly kmsKeyArn?: string | undefined;
      readonly roleArn?: string | undefined;
    };

export interface AccountRootProps {
  /** The account. Terraform refuses credentials of any other account. */
  readonly accountId: string;
  readonly region: string;

  /** Version constraint of the AWS provider. */
  readonly providerVersion: string;

  /** Tags of every resource that can carry them. */
  readonly tags: Readonly<Record<string, string>>;
  readonly state: StateStore;

  /**
   * Role that Terraform assumes.
   *
   * @default the caller's own credentials
   */
  readonly deployRoleArn?: string | undefined;

  /**
   * Role that Terraform assumes instead of the deploying role if the variable `role` is `plan`.
   *
   * @default the root has no such variable
   */
  readonly planRoleArn?: string | undefined;

  /**
   * Regions that have their own provider. This works with every version of the AWS provider.
   *
   * @default none
   */
  readonly otherRegions?: readonly string[];
}

/** Name of the role sessions. CloudTrail records it in each event. */
const sessionName = "trailkeeper";

/** Turns a stack into the Terraform root of one account: adds the provider, the state backend and the required versions. */
export class AccountRoot extends Construct {
  /** Providers of the other regions. */
  public readonly providers: ReadonlyMap<string, TerraformProvider>;

  constructor(scope: TerraformStack, id: string, props: AccountRootProps) {
    super(scope, id);
    checkInput(this, inputProblems(props));

    const { accountId, deployRoleArn, planRoleArn, tags, otherRegions = [] } = props;
    const provider = (region: string) => ({
      region,
      allowedAccountIds: [accountId],
      defaultTags: [{ tags: { ...tags } }],
      ...(deployRoleArn && !planRoleArn && { assumeRole: [{ roleArn: deployRoleArn, sessionName }] }),
    });
    const own = new AwsProvider(this, "Aws", provider(props.region));
    this.providers = new Map(
      otherRegions.map((region) => [
        region,
        new AwsProvider(this, `Aws-${region}`, { alias: region, ...provider(region) }),
      ]),
    );
    if (planRoleArn) {
      scope.addOverride("variable.role", roleVariable);
      for (const each of [own, ...this.providers.values()]) chooseRole(each, planRoleArn, deployRoleArn);
    }

    scope.addOverride("terraform.required_version", ">= 1.10.0");
    scope.addOverride("terraform.required_providers.aws.version", props.providerVersion);

    if (props.state.type === "local") {
      new LocalBackend(scope, { path: localStatePath(scope) });
      return;
    }
    const { bucket, region, keyPrefix, kmsKeyArn, roleArn } = props.state;
    new S3Backend(scope, {
      bucket,
      region,
      key: `${keyPrefix}/${scope.node.id}.tfstate`,
      encrypt: true,
      ...(kmsKeyArn && { kmsKeyId: kmsKeyArn }),
      ...(roleArn && { assumeRole: { roleArn } }),
    });
    // cdktf 0.21 does not support this argument yet
    scope.addOverride("terraform.backend.s3.use_lockfile", true);
  }
}

/**
 * Selects the role that the provider assumes. The variable is ephemeral, so that a saved plan does not contain the role: a plan
 * that was created with one role is applied with another role.
 */
const roleVariable = {
  type: "string",
  description: "Role that Terraform assumes: plan or deploy.",
  default: "deploy",
  ephemeral: true,
  validation: [
    { condition: '${contains(["plan", "deploy"], var.role)}', error_message: "The role must be plan or deploy." },
  ],
};

/** Configures a provider to assume the role that the variable selects. Without the ARN of a deploying role, only a plan assumes a role, with the ARN for plans. */
function chooseRole(provider: TerraformProvider, planRoleArn: string, deployRoleArn: string | undefined): void {
  const deploying = deployRoleArn === undefined ? [] : [deployRoleArn];
  // The provider refuses the block without an ARN, so the block is omitted if no role is assumed
  provider.addOverride("dynamic.assume_role", {
    for_each: `\${var.role == "plan" ? ${JSON.stringify([planRoleArn])} : ${JSON.stringify(deploying)}}`,
    content: { role_arn: "${assume_role.value}", session_name: sessionName },
  });
}

/** The state file is in the working directory, outside the output folder, because each synthesis replaces that folder. */
function localStatePath(stack: TerraformStack): string {
  const { outdir } = App.of(stack);
  const file = `terraform.${stack.node.id}.tfstate`;
  const stackFolder = join(outdir, "stacks", stack.node.id);
  return isAbsolute(outdir) ? join(process.cwd(), file) : join(relative(stackFolder, "."), file);
}

/** Values that the provider or the backend would refuse. */
function inputProblems({
  accountId,
  region,
  state,
  deployRoleArn,
  planRoleArn,
  otherRegions = [],
}: AccountRootProps): InputProblem[] {
  const ofState =
    state.type === "local"
      ? []
      : [
          checkForm("state.bucket", state.bucket, forms.bucketName),
          checkForm("state.region", state.region, forms.region),
          checkForm("state.keyPrefix", state.keyPrefix, forms.keyPrefix),
          checkForm("state.kmsKeyArn", state.kmsKeyArn, forms.kmsKeyArn),
          checkForm("state.roleArn", state.roleArn, forms.roleArn),
        ];
  return [
    checkForm("accountId", accountId, forms.accountId),
    checkForm("region", region, forms.region),
    checkForm("deployRoleArn", deployRoleArn, forms.roleArn),
    checkForm("planRoleArn", planRoleArn, forms.roleArn),
    ...eachFormed("otherRegions", otherRegions, forms.region),
    otherRegions.includes(region)
      ? `otherRegions: expected only regions other than ${region}, which is the region of the provider, got ${region}`
      : undefined,
    ...ofState,
  ];
}
