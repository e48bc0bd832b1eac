import { type FileSource, feedNamesOf, fileSources } from "../../../../features/siem-feeds/names";
import type { RequestRow, RequestRows, Setting, Variant } from "../../../support/requests/request-row";

const see = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html";
const effect = "implicit deny";

type SiemFeed = Setting["config"]["siemFeeds"][number];

/** Requests of the reader of each feed to the archives, with the role of the feed, which is in the same account. */
export const requests: RequestRows = (setting) =>
  setting.config.siemFeeds.flatMap((feed) =>
    fileSources(setting.config, feed.logs).flatMap((source) =>
      source.keyPrefixes.map((prefix) => reads(setting, feed, source, prefix)),
    ),
  );

function reads(setting: Setting, feed: SiemFeed, { name, archive }: FileSource, prefix: string): RequestRow {
  const { config, names, role, throughS3 } = setting;
  const { logArchive } = config.accounts;
  const { "kms:ViaService": s3 } = throughS3("trail");
  const trail = { "kms:ViaService": s3, "kms:EncryptionContext:aws:cloudtrail:arn": names.trailArn };
  const context: Record<string, string> = archive === "trail" ? trail : throughS3(archive);
  const { "kms:ViaService": _, ...withoutS3 } = context;
  const decrypts = (because: string, sends: RequestRow["sends"]): Variant => ({
    because,
    effect,
    key: { actions: ["kms:Decrypt"], sends },
  });
  return {
    who: `the reader of the feed ${feed.name}, as its role`,
    see,
    caller: role(logArchive, feedNamesOf(config, feed).roleName),
    source: {},
    sends: {},
    does: `reads a file of ${name} below ${prefix}`,
    bucket: archive,
    action: "s3:GetObject",
    path: `${prefix}2026/01/31/a.gz`,
    ...(archive !== "accessLogs" && { key: { actions: ["kms:Decrypt"], sends: context } }),
    refused: [
      ...foreign(setting, feed),
      ...(prefix === ""
        ? []
        : [{ because: "the file is below another path", effect, path: "elsewhere/a.gz" } as const]),
      { because: "the feed has no query results", effect, bucket: "queryResults" },
      { because: "it does not read earlier versions", effect, action: "s3:GetObjectVersion" },
      { because: "it does not list", effect, action: "s3:ListBucket", path: "" },
      { because: "it does not write", effect: "explicit deny", action: "s3:PutObject" },
      { because: "it does not delete", effect: "explicit deny", action: "s3:DeleteObject" },
      ...(archive === "accessLogs"
        ? []
        : [
            decrypts("without S3", withoutS3),
            decrypts("for an object that is not a file of an archive", { "kms:ViaService": s3 }),
            decrypts("for a query result", throughS3("queryResults")),
            {
              because: "it does not encrypt",
              effect,
              key: { actions: ["kms:Encrypt", "kms:GenerateDataKey"], sends: context },
            } as const,
          ]),
    ],
  };
}

function foreign({ config, member, outside, otherOrganization, role }: Setting, feed: SiemFeed): Variant[] {
  const { roleName } = feedNamesOf(config, feed);
  return [
    { because: "the caller is another role of the account", effect, caller: role(config.accounts.logArchive, "other") },
    { because: "the role belongs to a member", effect, caller: role(member, roleName) },
    {
      because: "the reader calls as itself, and not with the role of the feed",
      effect: "explicit deny",
      caller: role(outside, "log-reader", otherOrganization),
    },
    { because: "the request is anonymous", effect: "explicit deny", caller: { kind: "anonymous" } },
  ];
}
