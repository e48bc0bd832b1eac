/** Stack name of the trail's administrator. No account can have it, because stack names of accounts begin with the role of the account. */
export const trailAdministratorStackName = "trail-administrator";
