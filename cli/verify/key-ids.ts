import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { toError } from "../../shared/thrown";
import type { AccountReader } from "../aws-reader/account-reader";
import { keyTypes } from "../../terraform-types/rows/kms";
import { type References, keyArn } from "../../terraform-types/synthesized/references";
import { type Stack, ofType, regionOf } from "../../terraform-types/synthesized/stack";

/** The key of an alias: its ARN in the output, and the alias to look it up in AWS. */
interface KnownKey {
  readonly outputArn: string;
  readonly aliasArn: string;
  readonly stack: Stack;
  readonly region: string;
}

/** Finds the ARNs of the keys that an output creates. AWS chooses the id of a key, so the id is read through the alias of the key. */
export class KeyIds {
  readonly #keys: ReadonlyMap<string, KnownKey>;
  readonly #found = new Map<string, Promise<string>>();

  constructor(
    private readonly references: References,
    private readonly readerOf: (stack: Stack) => Promise<AccountReader>,
  ) {
    const { partition, stacks } = references;
    this.#keys = new Map(
      stacks.flatMap((stack) =>
        ofType(stack, "aws_kms_alias").map((alias): [string, KnownKey] => {
          const region = regionOf(stack, alias);
          const outputArn = references.text(stack, alias.attributes.target_key_id);
          const aliasArn = `arn:${partition}:kms:${region}:${stack.accountId}:${alias.attributes.name}`;
          return [outputArn, { outputArn, aliasArn, stack, region }];
        }),
      ),
    );
  }

  /**
   * The ARNs in AWS of the keys that a root references, by their ARNs in the output.
   *
   * @returns the ARNs, and the problems of keys that could not be read
   */
  async of(stack: Stack): Promise<{ arns: ReadonlyMap<string, string>; problems: string[] }> {
    const names = new Set(
      stack.resources
        .flatMap(({ attributes }) => [...JSON.stringify(attributes).matchAll(/\$\{((?:data\.)?aws_kms_key\.[^}]*)\}/g)])
        .map(([reference]) => this.references.text(stack, reference)),
    );
    const own = keyTypes
      .flatMap((type) => ofType(stack, type))
      .map((key) => keyArn(this.references.partition, stack, key));
    const keys = [...new Set([...names, ...own])].flatMap((name) => this.#keys.get(name) ?? []);
    const problems: string[] = [];
    const arns = new Map<string, string>();
    for (const key of keys) {
      try {
        arns.set(key.outputArn, await this.#arnOf(key));
      } catch (error) {
        problems.push(`the key of ${key.aliasArn} cannot be read: ${toError(error).message}`);
      }
    }
    return { arns, problems };
  }

  #arnOf({ outputArn, aliasArn, stack, region }: KnownKey): Promise<string> {
    const known = this.#found.get(outputArn);
    if (known !== undefined) return known;
    const arn = this.readerOf(stack).then(async (reader) => {
      const { KeyMetadata } = await reader.client(KMSClient, region).send(new DescribeKeyCommand({ KeyId: aliasArn }));
      return KeyMetadata?.Arn ?? "";
    });
    this.#found.set(outputArn, arn);
    // A failed request is not cached, so the next root sends it again
    arn.catch(() => this.#found.delete(outputArn));
    return arn;
  }
}
