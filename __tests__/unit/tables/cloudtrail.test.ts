import { cloudTrailByAccountTable, cloudTrailTable, trailPartitions } from "../../../tables/cloudtrail";
import { type TableLocation, projectionParameters } from "../../../tables/log-table";
import { folderIn, logSource } from "../../support/catalog";
import { account } from "../../../sample-data/values";

const table = (changes: Partial<TableLocation> = {}) => cloudTrailTable({ ...logSource, ...changes });

/** The columns that AWS documents, in Athena's notation. */
const documented = `
  eventversion string
  useridentity struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>
  eventtime string
  eventsource string
  eventname string
  awsregion string
  sourceipaddress string
  useragent string
  errorcode string
  errormessage string
  requestparameters string
  responseelements string
  additionaleventdata string
  requestid string
  eventid string
  readonly string
  resources array<struct<arn:string,accountid:string,type:string>>
  eventtype string
  apiversion string
  recipientaccountid string
  serviceeventdetails string
  sharedeventid string
  vpcendpointid string
  vpcendpointaccountid string
  eventcategory string
  addendum struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>
  sessioncredentialfromconsole string
  edgedevicedetails string
  tlsdetails struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>`;

describe("cloudTrailTable", () => {
  test("has the columns that AWS documents, in order", () => {
    const columns = table().columns.map(({ name, type }) => `${name} ${type}`);

    expect(columns).toEqual(
      documented
        .trim()
        .split("\n")
        .map((line) => line.trim()),
    );
  });

  test("finds the events of an account, a region and a day at the location of an organization trail", () => {
    const location = "s3://acme-trail-archive/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5";

    expect(folderIn(table({ location }), { account: account(1), region: "eu-west-1", day: "2026/01/31" })).toBe(
      `${location}/${account(1)}/CloudTrail/eu-west-1/2026/01/31`,
    );
  });

  test("has partitions for every given account and region", () => {
    const accountIds = Array.from({ length: 9 }, (_, i) => account(i + 1));
    const regions = ["ap-south-1", "eu-west-1", "us-east-1"];

    expect(projectionParameters(table({ accountIds, regions }))).toMatchObject({
      "projection.account.type": "enum",
      "projection.account.values": accountIds.join(","),
      "projection.region.type": "enum",
      "projection.region.values": regions.join(","),
    });
  });

  test.each([
    ["2024-03-01", "2024/03/01,NOW"],
    ["2026-12-31", "2026/12/31,NOW"],
  ])("has days from %s, in the format of the path", (firstDay, range) => {
    expect(projectionParameters(table({ firstDay }))).toMatchObject({
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.range": range,
    });
  });

  test("returns a row for each event, not for each file", () => {
    expect(table()).toMatchObject({
      name: "cloudtrail",
      inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      serde: "org.apache.hive.hcatalog.data.JsonSerDe",
      parameters: { classification: "cloudtrail", compressionType: "gzip", typeOfData: "file" },
    });
  });
});

describe("cloudTrailByAccountTable", () => {
  const byAccount = cloudTrailByAccountTable(logSource);

  test("reads the same events at the same location", () => {
    const { columns, location, partitionPath, inputFormat, serde } = table();

    expect(byAccount).toMatchObject({ columns, location, partitionPath, inputFormat, serde });
    expect(byAccount.name).toBe("cloudtrail_by_account");
  });

  test("lists no account, so that a query must name an account", () => {
    const parameters = projectionParameters(byAccount);

    expect(parameters["projection.account.type"]).toBe("injected");
    expect(parameters).not.toHaveProperty(["projection.account.values"]);
    expect(JSON.stringify(parameters)).not.toContain(account(1));
    expect(parameters["projection.region.values"]).toBe("eu-west-1,us-east-1");
  });
});

describe("trailPartitions", () => {
  test.each(["CloudTrail", "CloudTrail-Insight", "CloudTrail-Digest"] as const)(
    "trailPartitions contain the folder %s",
    (folder) => {
      expect(trailPartitions(logSource, folder).partitionPath).toBe(`\${account}/${folder}/\${region}/\${day}`);
    },
  );
});
