/** The Terraform root of an account. */
export { AccountRoot, type AccountRootProps, type StateStore } from "../modules/account/account-root";
