import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { digestsCommand } from "../../cli/digests/command";
import { localDigestsCommand, localEvidenceCommand } from "../../local-aws/commands";
import type { LocalDeployment } from "../../local-aws/terraform/deployment";
import { layoutOf } from "../../local-aws/trail-delivery";
import { deliverOnce } from "../../local-aws/up";
import { signedDigest } from "../../sample-data/events/digest";
import { folderOf, type TrailLayout } from "../../sample-data/events/log-file";
import { runHere } from "../support/command-line";
import { FaultyAccount } from "./support/faults/faulty-account";
import { deployedOrganization, sharedSession } from "./support/local-aws";

/** The delivered day of one account and region, in which objects are forged, deleted and replaced one at a time. */
const region = "eu-west-1";

let deployment: LocalDeployment;
let day: string;
let accountId: string;
let layout: TrailLayout;
let s3: S3Client;
let digests: readonly string[];
let logs: readonly string[];

beforeAll(async () => {
  deployment = await deployedOrganization();
  day = await deliverOnce(deployment);
  accountId = deployment.organization.members.find(({ name }) => name === "website")?.id ?? "";
  layout = layoutOf(deployment.config);
  // These requests are sent as the root user, because the emulator evaluates no policy for the root user
  s3 = new FaultyAccount(deployment, deployment.organization.logArchive, region).client(S3Client);
  [digests, logs] = await Promise.all([keysOf("CloudTrail-Digest"), keysOf("CloudTrail")]);
});

async function keysOf(kind: string): Promise<string[]> {
  const Prefix = `${folderOf({ layout, account: accountId, kind, region, day })}/`;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: layout.bucket, Prefix }));
  return Contents.map(({ Key = "" }) => Key).toSorted();
}

type Run = (args: readonly string[]) => Promise<unknown>;
const verify: Run = (args) => localDigestsCommand(sharedSession, args);
const inFolder: Run = (args) => digestsCommand().parseAsync(args, { from: "user" });
const exportEvidence: Run = (args) => localEvidenceCommand(sharedSession, args);

/** Runs a command about the day, and returns its parsed output. */
async function answerOf(command: Run, ...args: readonly string[]) {
  const chosen = ["--account", accountId, "--region", region, "--json"];
  const { status, stdout } = await runHere(async () => void (await command([...args, ...chosen])));
  const { findings, ...counts } = JSON.parse(stdout);
  return { status, found: findings.map(({ kind, object }: Named) => [kind, object?.split("/").at(-1)]), ...counts };
}

interface Named {
  readonly kind: string;
  readonly object?: string;
}

const nameOf = (key: string | undefined) => key?.split("/").at(-1);

/** An object in the hour that is forged. */
const hour = 11;

/** The result of an unchanged day. */
const sound = () => [["first-digest", nameOf(digests[0])]];

test("digests verifies every digest and log file of the delivered day", async () => {
  expect(digests).toHaveLength(24);
  expect(logs.length).toBeGreaterThan(3);
  expect(await answerOf(verify)).toMatchObject({
    status: 0,
    found: sound(),
    digests: 24,
    logs: logs.length,
  });
});

type Change = { readonly body: Buffer; readonly metadata?: Record<string, string> } | undefined;

/** Writes an object, or hides it with a delete marker. Returns a function that restores the object. */
async function changed(Key: string, change: Change): Promise<() => Promise<unknown>> {
  const { bucket: Bucket } = layout;
  const { VersionId } = await (change === undefined
    ? s3.send(new DeleteObjectCommand({ Bucket, Key }))
    : s3.send(new PutObjectCommand({ Bucket, Key, Body: change.body, Metadata: change.metadata })));
  return () => s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention: true }));
}

async function stored(Key: string) {
  const { Body, Metadata = {} } = await s3.send(new GetObjectCommand({ Bucket: layout.bucket, Key }));
  return { body: Buffer.from((await Body?.transformToByteArray()) ?? []), metadata: Metadata };
}

/** Returns the digest of the hour without its log files, signed again. */
async function resigned(key: KeyObject): Promise<Change> {
  const [before, own] = await Promise.all([stored(digests[hour - 1] ?? ""), stored(digests[hour] ?? "")]);
  const { digestEndTime } = JSON.parse(gunzipSync(own.body).toString());
  const previous = { ...before, key: digests[hour - 1] ?? "", metadata: { signature: "", ...before.metadata } };
  return signedDigest({ account: accountId, region, end: new Date(digestEndTime), logs: [], previous }, layout, key);
}

const emptied = () => ({ body: gzipSync('{"Records":[]}') });

interface Fault {
  readonly what: string;
  readonly change: () => Promise<readonly (readonly [key: string | undefined, change: Change])[]>;

  /** Returns the kinds of the findings, and the objects in them. */
  readonly found: () => readonly (readonly [kind: string, key: string | undefined])[];
}

const planted = () =>
  `${folderOf({ layout, account: accountId, kind: "CloudTrail", region, day })}/${nameOf(logs[0])?.replace(/_[^_]+$/, "_planted.json.gz")}`;

/** Returns the log files that the digest of the hour lists. */
let listed: readonly string[];
beforeAll(async () => {
  const { logFiles } = JSON.parse(gunzipSync((await stored(digests[hour] ?? "")).body).toString());
  listed = logFiles.map(({ s3Object }: { readonly s3Object: string }) => s3Object);
  if (listed.length === 0) throw new Error(`no log file in hour ${hour}; choose another hour`);
});

const faults: readonly Fault[] = [
  {
    what: "a log file is replaced",
    change: () => Promise.resolve([[logs[1], emptied()]]),
    found: () => [["replaced-log", logs[1]]],
  },
  {
    what: "a log file is deleted",
    change: () => Promise.resolve([[logs[1], undefined]]),
    found: () => [["missing-log", logs[1]]],
  },
  {
    what: "a log file is added",
    change: () => Promise.resolve([[planted(), emptied()]]),
    found: () => [["unlisted-log", planted()]],
  },
  {
    what: "a digest is forged",
    change: async () => {
      const { body, metadata } = await stored(digests[hour] ?? "");
      const content = JSON.parse(gunzipSync(body).toString());
      return [[digests[hour], { body: gzipSync(JSON.stringify({ ...content, logFiles: [] })), metadata }]];
    },
    found: () => [["forged-digest", digests[hour]]],
  },
  {
    what: "a digest is signed with another key",
    change: async () => {
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      return [[digests[hour], await resigned(privateKey)]];
    },
    found: () => [["unknown-key", digests[hour]]],
  },
  {
    what: "a digest is replaced by another one with CloudTrail's signature",
    change: async () => {
      const key = createPrivateKey(readFileSync(deployment.address.digestKey));
      return [[digests[hour], await resigned(key)]];
    },
    found: () => [["replaced-digest", digests[hour]], ...listed.map((key) => ["unlisted-log", key] as const)],
  },
  {
    what: "a digest is deleted",
    change: () => Promise.resolve([[digests[hour], undefined]]),
    found: () => [["missing-digest", digests[hour]]],
  },
  {
    what: "two digests in a row are deleted",
    change: () =>
      Promise.resolve([
        [digests[hour], undefined],
        [digests[hour + 1], undefined],
      ]),
    found: () => [["missing-digests", digests[hour + 1]]],
  },
];

test.each(faults)("a finding is reported if $what", async ({ change, found }) => {
  const undo = [];
  try {
    for (const [key, one] of await change()) undo.push(await changed(key ?? "", one));
    const answer = await answerOf(verify);

    expect(answer.status).toBe(3);
    const named = found().map(([kind, key]) => [kind, nameOf(key)]);
    expect(answer.found.toSorted()).toEqual([...sound(), ...named].toSorted());
  } finally {
    for (const one of undo) await one();
  }
});

test("exported evidence is verified without AWS", async () => {
  const folder = mkdtempSync(join(tmpdir(), "evidence-"));
  try {
    const exported = join(folder, "case");
    const answer = await answerOf(exportEvidence, exported, "--from", day, "--to", `${day}T23:59Z`);
    const { keys, objects } = { keys: join(exported, "keys"), objects: join(exported, "objects") };

    expect(answer).toMatchObject({ status: 0, digests: 24, logs: logs.length });
    expect(await answerOf(inFolder, "--folder", objects, "--keys", keys)).toMatchObject({ status: 0, found: sound() });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("digests verifies the day again after its objects are restored", async () => {
  expect(await answerOf(verify)).toMatchObject({ status: 0, found: sound() });
});
