import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { countriesBucketName, countriesPrefix } from "../../config/names/hunts";
import { bucketArn, namesFor } from "../../config/names/names";
import { countriesTable, countryColumns } from "../../hunts/countries";
import { ArchiveBucket } from "../../modules/archive/archive-bucket";
import type { StackOutput } from "../../modules/terraform/stack-outputs";
import { literal } from "../../modules/terraform/terraform-template";
import { regexLines } from "../../tables/formats";
import { type RebuiltBucketSource, deployRolesOf, rebuiltBucket } from "./rebuilt-bucket";

export interface AddressCountriesProps extends RebuiltBucketSource {
  /** The database of the table. */
  readonly database: ITerraformDependable;
}

/** A line of three values, each with or without quotation marks. The values of all other lines are null. */
const pattern = String.raw`^"?([0-9a-fA-F.:]+)"?,"?([0-9a-fA-F.:]+)"?,"?([A-Z]{2})"?\s*$`;
const line = regexLines(literal(pattern));

/**
 * Ranges of addresses and their countries. Someone uploads them, because AWS has no such list. Anyone who writes these ranges can
 * hide the country of an address, so only the named roles may write them.
 */
export class AddressCountries extends Construct {
  /** ARN of the folder of the ranges. */
  public readonly folderArn: string;
  public readonly outputs: Readonly<Record<string, StackOutput>>;

  constructor(scope: Construct, id: string, props: AddressCountriesProps) {
    super(scope, id);

    const { account, config, database } = props;
    const bucketName = countriesBucketName(config);
    const uploaders = [...deployRolesOf(account), ...config.hunts.countries.uploaderRoleArns];

    const bucket = new ArchiveBucket(
      this,
      "Bucket",
      rebuiltBucket(props, { bucketName, expireDays: null, writerRoleArns: uploaders, deleterRoleArns: uploaders }),
    );
    new GlueCatalogTable(this, "Table", {
      name: countriesTable,
      databaseName: namesFor(config).databaseName,
      description: "Ranges of addresses and their countries, with which hunts find the country of a network",
      tableType: "EXTERNAL_TABLE",
      parameters: { EXTERNAL: "TRUE", ...line.parameters },
      storageDescriptor: {
        location: `s3://${bucket.bucketName}/${countriesPrefix}/`,
        inputFormat: line.inputFormat,
        outputFormat: line.outputFormat,
        serDeInfo: {
          serializationLibrary: line.serde,
          parameters: { "serialization.format": "1", ...line.serdeParameters },
        },
        columns: countryColumns.map(({ name, type, comment }) => ({ name, type, comment })),
      },
      dependsOn: [database],
    });

    this.folderArn = `${bucketArn(config.partition, bucketName)}/${countriesPrefix}`;
    this.outputs = {
      countries_upload: {
        value: `aws s3 cp <file> s3://${bucketName}/${countriesPrefix}/`,
        description: "Uploads a file of address ranges and their countries, for the hunts",
      },
    };
  }
}
