import { type Finding, findingKinds, isNotice } from "../digests/kinds";
import type { LoadedKey } from "../digests/public-keys";
import type { Counts } from "../digests/verification";

/** Content of the report. */
export interface ReportOptions extends Counts {
  readonly version: string;
  readonly created: Date;
  readonly from: number;
  readonly to: number;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly folders: readonly { readonly bucket: string; readonly prefix: string }[];
  readonly hold: string | undefined;
  readonly findings: readonly Finding[];
  readonly keys: readonly LoadedKey[];
}

/** The report of an export, in Markdown. It contains the commands with which an auditor verifies the export without this project. */
export const reportText = (options: ReportOptions): string =>
  `# Evidence from AWS CloudTrail

${facts(options)}

## Result

${result(options)}

## What the digests prove

CloudTrail signs a digest every hour for each account and region. A digest has the SHA-256 of each log file that CloudTrail
delivered in that hour, and the hash and the signature of the digest before it. If the commands below succeed:

- every log file that a digest of this period lists is, byte for byte, what CloudTrail delivered;
- no log file of a digest is missing, and no digest of the period is missing between two others.

They do not prove that CloudTrail was configured to record every call, or that it recorded every call. They prove nothing about
hours without a digest.

## What is in this folder

| Path | Content |
| --- | --- |
| \`SHA256SUMS\` | the SHA-256 of every other file |
| \`manifest.json\` | the same checksums, with the period, the accounts and the findings, for programs |
| \`objects/<bucket>/<key>\` | digests and log files, as they are in S3 |
| \`objects/…/<digest>.signature\` | the signature of a digest, in bytes; S3 has it in the metadata of the digest |
| \`objects/…/<digest>.metadata.json\` | the metadata of the digest in S3 |
| \`digests.txt\` | the digests of the period; \`objects/\` also has the digests directly before and after the period |
| \`keys/<fingerprint>.der\` | public keys of CloudTrail |

## Verify it yourself

The commands need a POSIX shell, GNU coreutils, gzip, sed, grep and OpenSSL. Run them in this folder, one block after the other.

**1. No file was changed after the export.** If the first command prints nothing, every file has its checksum. The second command
prints the checksum of \`SHA256SUMS\`. Compare it with the checksum that the export printed, which you received separately.

\`\`\`sh
sha256sum --check --quiet --strict SHA256SUMS
sha256sum SHA256SUMS
\`\`\`

**2. The public keys are CloudTrail's.** Do not trust the keys in this folder. Request the keys from AWS with the first block, in
any account. Compare each \`Value\` with a line that the second block prints.

${keyCommands(options)}

\`\`\`sh
for key in keys/*.der; do echo "$key $(openssl base64 -A -in "$key")"; done
\`\`\`

**3. CloudTrail signed every digest for its bucket and key.** Each line must begin with \`VERIFIED\`.

\`\`\`sh
work=$(mktemp -d)
field() { gunzip -c "$1" | sed -n "s/.*\\"$2\\" *: *\\"\\([^\\"]*\\)\\".*/\\1/p" | head -n 1; }
for key in keys/*.der; do
  openssl rsa -RSAPublicKey_in -inform DER -in "$key" -pubout -out "$work/$(basename "$key" .der).pem" 2>/dev/null
done
find objects -path '*/CloudTrail-Digest/*' -name '*.json.gz' | sort | while read -r digest; do
  hash=$(gunzip -c "$digest" | sha256sum | cut -d ' ' -f 1)
  previous=$(field "$digest" previousDigestSignature)
  printf '%s\\n%s\\n%s\\n%s' "$(field "$digest" digestEndTime)" "\${digest#objects/}" "$hash" "\${previous:-null}" > "$work/signed"
  key="$work/$(field "$digest" digestPublicKeyFingerprint).pem"
  if openssl dgst -sha256 -verify "$key" -signature "$digest.signature" "$work/signed" > /dev/null 2>&1
  then echo "VERIFIED $digest"
  else echo "FORGED $digest"
  fi
done
rm -r "$work"
\`\`\`

**4. No digest is missing.** Each digest of the period names the previous digest and its hash. \`FIRST\` is the first digest after
CloudTrail started. No line may begin with \`MISSING\` or \`CHANGED\`. A backfill digest names the previous backfill digest.

\`\`\`sh
field() { gunzip -c "$1" | sed -n "s/.*\\"$2\\" *: *\\"\\([^\\"]*\\)\\".*/\\1/p" | head -n 1; }
while read -r digest; do
  previous="objects/$(field "$digest" previousDigestS3Bucket)/$(field "$digest" previousDigestS3Object)"
  if [ "$previous" = objects// ]; then echo "FIRST $digest"
  elif [ ! -e "$previous" ]; then echo "MISSING $previous"
  elif [ "$(gunzip -c "$previous" | sha256sum | cut -d ' ' -f 1)" = "$(field "$digest" previousDigestHashValue)" ]; then echo "FOLLOWS $digest"
  else echo "CHANGED $previous"
  fi
done < digests.txt
\`\`\`

The digests of an account and region cover the period if the first digest begins before it, and the last digest ends after it:

\`\`\`sh
field() { gunzip -c "$1" | sed -n "s/.*\\"$2\\" *: *\\"\\([^\\"]*\\)\\".*/\\1/p" | head -n 1; }
while read -r digest; do
  place=$(echo "$digest" | sed 's#.*/\\([0-9]*\\)/CloudTrail-Digest/\\([a-z0-9-]*\\)/.*#\\1 \\2#')
  echo "$place $(field "$digest" digestStartTime) to $(field "$digest" digestEndTime)"
done < digests.txt | sort
\`\`\`

**5. Every log file has the content that CloudTrail delivered.** Each line must begin with \`OK\`.

\`\`\`sh
while read -r digest; do
  gunzip -c "$digest" | grep -o '"s3Bucket" *: *"[^"]*" *, *"s3Object" *: *"[^"]*" *, *"hashValue" *: *"[^"]*"' |
    sed 's/"[A-Za-z0-9]*" *: *"\\([^"]*\\)"[ ,]*/\\1 /g'
done < digests.txt | while read -r bucket key hash; do
  log="objects/$bucket/$key"
  if [ ! -e "$log" ]; then echo "MISSING $log"
  elif ! gzip --test "$log" 2>/dev/null; then echo "DAMAGED $log"
  elif [ "$(gunzip -c "$log" | sha256sum | cut -d ' ' -f 1)" = "$hash" ]; then echo "OK $log"
  else echo "CHANGED $log"
  fi
done
\`\`\`

**6. Files that no digest lists.** CloudTrail did not deliver these files, or lists them in a later digest. If the commands print
nothing, there are no such files.

\`\`\`sh
listed=$(mktemp)
find objects -path '*/CloudTrail-Digest/*' -name '*.json.gz' -exec gunzip -c {} + |
  grep -o '"s3Bucket" *: *"[^"]*" *, *"s3Object" *: *"[^"]*"' |
  sed 's/"[A-Za-z0-9]*" *: *"\\([^"]*\\)"[ ,]*/\\1 /g' | while read -r bucket key; do echo "objects/$bucket/$key"; done | sort -u > "$listed"
find objects -type f -path '*/CloudTrail/*' | sort | comm -23 - "$listed"
rm "$listed"
\`\`\`
`;

function facts({ version, created, from, to, accounts, regions, folders, hold }: ReportOptions): string {
  const all = (names: readonly string[]) => (names.length === 0 ? "all" : names.join(", "));
  const rows = {
    Period: `${textOf(from)} to ${textOf(to)} (UTC, end not included)`,
    Accounts: all(accounts),
    Regions: all(regions),
    Source: folders.map(({ bucket, prefix }) => `s3://${bucket}/${prefix}`).join(", "),
    Exported: `${created.toISOString()}, by trailkeeper ${version}`,
    "Legal hold":
      hold === undefined ? "not placed by this export" : `case ${hold}, on every version in S3 of these days`,
  };
  return Object.entries(rows)
    .map(([name, value]) => `- ${name}: ${value}`)
    .join("\n");
}

function result({ findings, chains, digests, logs }: ReportOptions): string {
  const failures = findings.filter((finding) => !isNotice(finding));
  const counts = `${digests} digests of ${chains} accounts and regions, and ${logs} log files that they list, were verified.`;
  const summary =
    failures.length === 0
      ? `${counts} All of them are as CloudTrail delivered them.`
      : `${counts} **${failures.length} are not as CloudTrail delivered them, or are missing:**`;
  const rows = [...failures, ...findings.filter(isNotice)].map(
    ({ kind, account, region, from = "", to = "", object = "", problem }) =>
      `- \`${kind}\` ${[account, region, from && `${from} to ${to}`, object && `\`${plain(object)}\``].filter(Boolean).join(" ")}: ${plain(problem)}. ${findingKinds[kind].when}`,
  );
  return [summary, ...(rows.length === 0 ? [] : ["", ...rows])].join("\n");
}

/**
 * Replaces backticks and all characters except printable ASCII with question marks. Anyone who can write chooses the keys of
 * objects. So a key cannot end the line or the code span that contains it.
 */
const plain = (text: string): string => text.replaceAll(/[^\x20-\x5f\x61-\x7e]/g, "?");

function keyCommands({ keys, from, to }: ReportOptions): string {
  const time = (at: number) => textOf(at);
  const regions = [...new Set(keys.map(({ region }) => region))].toSorted();
  const commands = regions.map(
    (region) =>
      `aws cloudtrail list-public-keys --region ${region} --start-time ${time(from - 86_400_000)} --end-time ${time(to + 86_400_000)}`,
  );
  return ["```console", ...commands, "```"].join("\n");
}

const textOf = (time: number): string => new Date(time).toISOString().replace(".000Z", "Z");
