import { dayOfEvents } from "../../sample-data/events/day-of-events";
import { daySource } from "./organization-day";

/** A day of an organization, with its attacks. */
export const day = dayOfEvents(daySource);

/** The same day without its attacks, whose addresses belong to one documentation network. */
export const ordinaryDay = day.filter(({ sourceIPAddress }) => !sourceIPAddress.startsWith("203.0.113."));
