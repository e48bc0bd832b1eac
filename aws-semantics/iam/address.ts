import { BlockList, SocketAddress, isIP, isIPv6 } from "node:net";
import { PolicyError } from "./policy-error";

type Family = "ipv4" | "ipv6";

/** An IP address, in a notation that Node.js parses. */
export interface Address {
  readonly family: Family;
  readonly text: string;
}

/** A CIDR block in a policy. */
export interface Block {
  readonly family: Family;
  readonly contains: (address: string) => boolean;
}

/** Parses the IP address of a request. An IPv4-mapped IPv6 address becomes IPv4. Undefined if it is not an address. */
export function addressOf(text: string): Address | undefined {
  const plain = withoutLeadingZeros(text);
  const version = isIP(plain);
  if (version === 0) return undefined;
  if (version === 4) return { family: "ipv4", text: plain };
  const { address } = new SocketAddress({ address: plain, family: "ipv6" });
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped === undefined ? { family: "ipv6", text: plain } : { family: "ipv4", text: mapped };
}

/**
 * Parses a CIDR block in a policy.
 *
 * @throws PolicyError for a value that IAM rejects: no address, an IPv6 address with dots, or bits after the IPv6 prefix
 */
export function blockOf(text: string): Block {
  const [address = "", bits] = text.split("/");
  const plain = withoutLeadingZeros(address);
  const most = isIPv6(plain) ? 128 : 32;
  const length = bits === undefined ? most : lengthOf(bits);
  const block = new BlockList();
  const family = isIPv6(plain) ? "ipv6" : "ipv4";
  if (isIP(plain) === 0 || !(length <= most) || (isIPv6(plain) && !isNetwork(plain, length))) {
    throw new PolicyError(`expected an address or a CIDR block in the policy, got ${text}`);
  }
  block.addSubnet(plain, length, family);
  return { family, contains: (other) => block.check(other, family) };
}

const lengthOf = (bits: string): number => (/^\+?\d+$/.test(bits) ? Number(bits) : Number.NaN);

const withoutLeadingZeros = (text: string): string =>
  /^\d+(\.\d+){3}$/.test(text) ? text.replaceAll(/\b0+(?=\d)/g, "") : text;

/** Whether an IPv6 address is the first address of its block, and has no dots. */
function isNetwork(address: string, length: number): boolean {
  if (address.includes(".")) return false;
  const [head = "", tail] = address.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const left = tail === undefined ? [...head] : [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail];
  const bits = left.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
  return !bits.slice(length).includes("1");
}
