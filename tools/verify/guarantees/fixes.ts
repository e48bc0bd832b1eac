/** What ends the findings of changed settings. */
export const applyAgain =
  "look for who changed it with the saved query compliance-changes-outside-deployment, then apply the root again";
