import { archiveReaders } from "../../../../../modules/iam/grants/readers";
import { archives, grants, readers, thisBucket, s3ViaService } from "../../../../support/grants";

describe("archiveReaders", () => {
  test("allows the listed roles only to list and read, including every version", () => {
    const Principal = { AWS: readers };

    expect(grants.archiveReaders()).toEqual([
      {
        Sid: "Readers",
        Effect: "Allow",
        Principal,
        Action: ["s3:GetBucketLocation", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
        Resource: [thisBucket, `${thisBucket}/*`],
      },
    ]);
  });

  test("archiveReaders is empty without roles, because S3 refuses a statement without principals", () => {
    expect(archiveReaders(thisBucket, [])).toEqual([]);
  });
});

describe("readerDecryption", () => {
  test("allows the listed roles to decrypt logs, only through S3", () => {
    const Principal = { AWS: readers };
    const via = { "kms:ViaService": s3ViaService };

    expect(grants.readerDecryption()).toEqual([
      {
        Sid: "AllowReadersDecryptTrail",
        Effect: "Allow",
        Principal,
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringEquals: via, Null: { "kms:EncryptionContext:aws:cloudtrail:arn": "false" } },
      },
      {
        Sid: "AllowReadersDecryptArchives",
        Effect: "Allow",
        Principal,
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: {
          StringEquals: via,
          StringLike: { "kms:EncryptionContext:aws:s3:arn": archives.flatMap((arn) => [arn, `${arn}/*`]) },
        },
      },
    ]);
  });

  test("readerDecryption is empty without roles, because KMS refuses a statement without principals", () => {
    expect(grants.readerDecryption([])).toEqual([]);
  });
});
