import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { toError } from "../../shared/thrown";

/** A public key of CloudTrail. */
export interface PublicKey {
  readonly fingerprint: string;

  /** DER, in the encoding of PKCS #1. */
  readonly der: Buffer;

  /** Milliseconds since 1970. */
  readonly validFrom: number;
  readonly validTo: number;
}

/** A source of public keys. */
export interface KeySource {
  /** Keys that CloudTrail signed with in a region, between two times in milliseconds. */
  keys(region: string, from: number, to: number): Promise<readonly PublicKey[]>;
}

/** A public key that is loaded to verify signatures. */
export interface LoadedKey extends PublicKey {
  readonly region: string;
  readonly key: KeyObject;
}

/** The public keys of a region cannot be read: the region is disabled in this account, or the request is denied. */
export class KeysNotRead extends Error {
  constructor(region: string, { name, message }: Error) {
    super(`public keys of ${region}: ${name}: ${message}`);
  }
}

const hour = 3_600_000;

/** Milliseconds to request keys for beyond the hour of a digest. A digest is signed after its hour, possibly with a new key. */
const margin = 2 * hour;

/** Public keys by region and fingerprint. The keys of a region and day are requested once. */
export class KeyRing {
  readonly #answers = new Map<string, Promise<readonly LoadedKey[]>>();
  readonly #used = new Map<string, LoadedKey>();

  /** @param homeRegion home region of the trail. Its keys are tried after the keys of the digest's region */
  constructor(
    private readonly source: KeySource,
    private readonly homeRegion?: string,
  ) {}

  /** Keys that {@link find} has returned so far. */
  get used(): readonly LoadedKey[] {
    return [...this.#used.values()];
  }

  /**
   * The key with a fingerprint that CloudTrail used in a region around a time.
   *
   * @throws KeysNotRead when the key was not found, and the keys of a region could not be read
   */
  async find(fingerprint: string, region: string, time: number): Promise<LoadedKey | undefined> {
    let failed: KeysNotRead | undefined;
    for (const one of new Set([region, this.homeRegion ?? region])) {
      try {
        const found = (await this.#keysOf(one, time)).find((key) => key.fingerprint === fingerprint);
        if (found === undefined) continue;
        this.#used.set(`${one} ${fingerprint}`, found);
        return found;
      } catch (error) {
        failed ??= new KeysNotRead(one, toError(error));
      }
    }
    if (failed !== undefined) throw failed;
    return undefined;
  }

  #keysOf(region: string, time: number): Promise<readonly LoadedKey[]> {
    const day = 24 * hour;
    const from = Math.floor(time / day) * day;
    const request = `${region} ${from}`;
    const known = this.#answers.get(request);
    if (known !== undefined) return known;
    const answer = this.source
      .keys(region, from - margin, from + day + margin)
      .then((keys) => keys.flatMap((key) => loadKey(key, region)));
    this.#answers.set(request, answer);
    return answer;
  }
}

/** Whether a key was valid when a digest was signed. */
export const wasValid = ({ validFrom, validTo }: PublicKey, time: number): boolean =>
  time >= validFrom - margin && time <= validTo + margin;

/** Loads a key into the crypto library. Empty if the encoding is unknown. AWS documents two encodings. */
function loadKey(key: PublicKey, region: string): LoadedKey[] {
  for (const type of ["pkcs1", "spki"] as const) {
    try {
      return [{ ...key, region, key: createPublicKey({ key: key.der, format: "der", type }) }];
    } catch {
      // The key has the other encoding
    }
  }
  return [];
}

/** Fingerprint as CloudTrail computes it: the MD5 of the key. */
export const fingerprintOf = (der: Buffer): string => createHash("md5").update(der).digest("hex");
