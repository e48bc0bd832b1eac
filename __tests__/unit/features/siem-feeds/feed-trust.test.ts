import { externalReaderTrust, sentinelTrust } from "../../../../features/siem-feeds/feed-trust";
import { account, arn, partition } from "../../../../sample-data/values";

test("a reader in an AWS account must provide the external id", () => {
  const readerArn = arn("iam", "", account(6), "role/log-reader");

  expect(JSON.parse(externalReaderTrust({ readerArn, externalId: "acme-only" })).Statement).toEqual([
    {
      Sid: "AllowReader",
      Effect: "Allow",
      Principal: { AWS: readerArn },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "acme-only" } },
    },
  ]);
});

test("Microsoft Sentinel must sign in for one workspace, through the identity provider of the account", () => {
  const issuer = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/";

  expect(JSON.parse(sentinelTrust(partition, account(2), "workspace")).Statement).toEqual([
    {
      Sid: "AllowSentinel",
      Effect: "Allow",
      Principal: { Federated: arn("iam", "", account(2), `oidc-provider/${issuer}`) },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${issuer}:aud`]: "api://1462b192-27f7-4cb9-8523-0f4ecb54b47e",
          "sts:RoleSessionName": "MicrosoftSentinel_workspace",
        },
      },
    },
  ]);
});
