import { type CloudTrailTableSource, cloudTrailTable } from "../../tables/cloudtrail";
import { projectionParameters } from "../../tables/log-table";
import { account } from "../support/values";

const table = (source: Partial<CloudTrailTableSource> = {}) =>
  cloudTrailTable({
    bucketName: "acme-trail-archive",
    prefix: "cloudtrail-logs",
    organizationId: "o-a1b2c3d4e5",
    accountIds: [account(1), account(2)],
    regions: ["eu-west-1", "us-east-1"],
    firstDay: "2024-03-01",
    ...source,
  });

/** The columns AWS documents, in Athena's own words. */
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
  test("has the columns AWS documents, in their order", () => {
    const columns = table().columns.map(({ name, type }) => `${name} ${type}`);

    expect(columns).toEqual(
      documented
        .trim()
        .split("\n")
        .map((line) => line.trim()),
    );
  });

  test("names no two columns alike, partitions among them, and says what each holds", () => {
    const { columns, partitions } = table();
    const all = [...columns, ...partitions];

    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, type, comment } of all) {
      expect(`${name} ${type}`).toBe(`${name} ${type}`.toLowerCase());
      // Glue accepts 255 characters
      expect(comment).toMatch(/^[A-Z].{3,254}$/);
    }
  });

  test("finds the events of an account, a region and a day where an organization trail puts them", () => {
    const template = projectionParameters(table())["storage.location.template"];

    expect(table().location).toBe("s3://acme-trail-archive/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5");
    expect(template).toBe(
      "s3://acme-trail-archive/cloudtrail-logs/AWSLogs/o-a1b2c3d4e5/${account}/CloudTrail/${region}/${day}",
    );
  });

  test("has a partition for each part of the path, in its order, and for nothing else", () => {
    const { partitionPath, partitions } = table();
    const inPath = [...partitionPath.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);

    expect(partitions.map(({ name }) => name)).toEqual(inPath);
    expect(new Set(partitions.map(({ type }) => type))).toEqual(new Set(["string"]));
  });

  test("sees every account and every region it is given", () => {
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
  ])("sees every day from %s on, written as in the path", (firstDay, range) => {
    expect(projectionParameters(table({ firstDay }))).toMatchObject({
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.range": range,
    });
  });

  test("makes a row of each event, not one of each file", () => {
    expect(table()).toMatchObject({
      name: "cloudtrail",
      inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      serde: "org.apache.hive.hcatalog.data.JsonSerDe",
      parameters: { classification: "cloudtrail", compressionType: "gzip", typeOfData: "file" },
    });
  });
});
