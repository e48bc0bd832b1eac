/** Fix for findings of changed settings. */
export const applyAgain =
  "find who changed it with the saved query compliance-changes-outside-deployment, then apply the root again";
