/** CloudTrail. */
export { TrailWithAlarms, type TrailWithAlarmsProps } from "../modules/trail/trail-with-alarms";
export { AccountTrail, type AccountTrailProps } from "../modules/trail/account-trail";
export { EventDataStore, type EventDataStoreProps } from "../modules/trail/event-data-store";
export { type DataEvents } from "../modules/trail/event-selectors";
export { OrganizationTrail, type OrganizationTrailProps } from "../modules/trail/organization-trail";
