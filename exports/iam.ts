/** Keys, the check of the organization, and the statements of policies. */
export { type ArchiveKeyGrantsProps, archiveKeyGrants } from "../modules/iam/archive-key-grants";
export { EncryptionKey, type EncryptionKeyProps } from "../modules/iam/encryption-key";
export { OrganizationGuard, type OrganizationGuardProps } from "../modules/iam/organization-guard";
export { type PolicyStatement, allow, policyJson } from "../modules/iam/policy-document";
export { alarmPublishing } from "../modules/iam/publishing-grants";
export { type RegionArguments } from "../modules/terraform/regions";
