import {
  type SessionNode,
  nodeStatements,
  requiredDocumentPolicy,
} from "../../../../modules/sessions/session-policies";
import { account, arn, partition } from "../../../../sample-data/values";

const bucketArn = arn("s3", "", "", "acme-service-logs");
const node: SessionNode = {
  partition,
  accountId: account(3),
  bucketArn,
  folder: `ssm-logs/AWSLogs/${account(3)}/sessions`,
  archiveKeyArn: arn("kms", "eu-west-1", account(2), "key/archive"),
  s3ViaService: "s3.eu-west-1.amazonaws.com",
  logGroupName: undefined,
  sessionKeyArns: [],
};
const upload = [
  { Sid: "CheckEncryption", Effect: "Allow", Action: ["s3:GetEncryptionConfiguration"], Resource: bucketArn },
  {
    Sid: "UploadTranscript",
    Effect: "Allow",
    Action: ["s3:PutObject", "s3:PutObjectAcl"],
    Resource: `${bucketArn}/ssm-logs/AWSLogs/${account(3)}/sessions/*`,
  },
  {
    Sid: "EncryptTranscript",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: node.archiveKeyArn,
    Condition: {
      StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:EncryptionContext:aws:s3:arn": bucketArn },
    },
  },
];

describe("the policy of a node", () => {
  test("allows only reading the bucket's encryption, uploads below the folder of its account, and encryption", () => {
    expect(nodeStatements(node)).toEqual(upload);
  });

  test("allows streaming only to its log group, if there is one", () => {
    const [, , , find, stream, ...others] = nodeStatements({ ...node, logGroupName: "/aws/ssm/acme-sessions" });

    expect(others).toEqual([]);
    expect(find).toMatchObject({
      Action: ["logs:DescribeLogGroups"],
      Resource: "*",
    });
    expect(stream).toMatchObject({
      Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      Resource: arn("logs", "*", account(3), "log-group:/aws/ssm/acme-sessions:*"),
    });
  });

  test("allows decryption of sessions only with the given keys, if there are any", () => {
    const sessionKeyArns = [arn("kms", "eu-west-1", account(3), "key/sessions")];

    expect(nodeStatements({ ...node, sessionKeyArns }).slice(3)).toEqual([
      { Sid: "DecryptSession", Effect: "Allow", Action: ["kms:Decrypt"], Resource: sessionKeyArns },
    ]);
  });
});

describe("the policy that requires a session document", () => {
  const documentName = "SSM-SessionManagerRunShell";
  const regions = ["eu-west-1", "us-east-1"];
  const { Statement } = JSON.parse(requiredDocumentPolicy({ partition, accountId: account(3), regions, documentName }));

  test("denies every session without this document in a recorded region, and allows nothing", () => {
    expect(Statement).toEqual([
      {
        Sid: "RequireRecordedSession",
        Effect: "Deny",
        Action: "ssm:StartSession",
        NotResource: [
          arn("ec2", "*", account(3), "instance/*"),
          arn("ssm", "*", account(3), "managed-instance/*"),
          ...regions.map((region) => arn("ssm", region, account(3), `document/${documentName}`)),
        ],
      },
    ]);
  });

  test.each([
    ["AWS's document for port forwarding", arn("ssm", "eu-west-1", "", "document/AWS-StartPortForwardingSession")],
    ["a user's own document", arn("ssm", "eu-west-1", account(3), "document/Unrecorded")],
    ["the document of a region that is not recorded", arn("ssm", "ap-south-1", account(3), `document/${documentName}`)],
    ["the document of another account", arn("ssm", "eu-west-1", account(4), "document/SSM-SessionManagerRunShell")],
  ])("does not exempt %s", (_, document) => {
    const excepted: string[] = Statement[0].NotResource;
    const patterns = excepted.map((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`));

    expect(patterns.filter((pattern) => pattern.test(document))).toEqual([]);
  });
});
