import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { Credentials } from "../../../shared/aws-client";
import type { EmulatorAddress } from "../../../local-aws/emulator/emulator";

export interface SignedRequest {
  readonly service: string;
  readonly region: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

/**
 * Calls a service for which the project has no client, in the protocol of the service.
 *
 * @returns the body of the response
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function askSigned(address: EmulatorAddress, by: Credentials, requested: SignedRequest): Promise<string> {
  const url = new URL(address.endpoint);
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const headers: Record<string, string> = { host: url.host, "x-amz-date": time, ...requested.headers };
  if (by.sessionToken) headers["x-amz-security-token"] = by.sessionToken;
  const names = Object.keys(headers).toSorted();
  const canonical = [
    "POST",
    "/",
    "",
    ...names.map((name) => `${name}:${headers[name]}`),
    "",
    names.join(";"),
    sha256(requested.body),
  ];
  const scope = [time.slice(0, 8), requested.region, requested.service, "aws4_request"];
  const key = scope.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${by.secretAccessKey}`);
  const signature = hmac(key, ["AWS4-HMAC-SHA256", time, scope.join("/"), sha256(canonical.join("\n"))].join("\n"));
  const authorization = `AWS4-HMAC-SHA256 Credential=${by.accessKeyId}/${scope.join("/")}, SignedHeaders=${names.join(";")}, Signature=${signature.toString("hex")}`;
  return post(url, { ...headers, authorization }, requested.body, readFileSync(address.certificate));
}

function post(url: URL, headers: Record<string, string>, body: string, ca: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", headers, ca }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on("data", (piece: Buffer) => pieces.push(piece));
      answer.on("end", () => {
        const text = Buffer.concat(pieces).toString();
        if ((answer.statusCode ?? 500) < 300) resolve(text);
        else reject(new Error(`${answer.statusCode}: ${text}`));
      });
    });
    sent.on("error", reject).end(body);
  });
}
