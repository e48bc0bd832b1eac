import { dayOfEvents } from "../../tools/local/events/day-of-events";
import { account, partition } from "./values";

/** A day of an organization, with its attacks. */
export const day = dayOfEvents({
  day: "2026-01-15",
  partition,
  management: account(1),
  logArchive: account(2),
  members: [account(3), account(4)],
  home: "eu-west-1",
});

/** The same day without its attacks, which come from addresses of one documentation network. */
export const ordinaryDay = day.filter(({ sourceIPAddress }) => !sourceIPAddress.startsWith("203.0.113."));
