import { type FeatureCost, charge } from "../cost";
import { dashboardPrices } from "./prices";

/** What the estimate of a month contains for the dashboard. */
export const cost: FeatureCost = {
  prices: dashboardPrices,
  usage: {
    dashboardReaders: { description: "readers of dashboards of QuickSight (docs/dashboards.md)", assumed: () => 5 },
    dashboardAuthors: { description: "authors and administrators of QuickSight", assumed: () => 1 },
    dashboardGigabytes: { description: "gigabytes of data sets in the memory of QuickSight", assumed: () => 1 },
  },
  // Each daily refresh reads all days that the dashboard shows. Charts without a refresh are not included: their volume depends on use
  charges: ({ config, prices, price, volume, trailFileGigabytes }) => {
    const { days, directQuery } = config.dashboards;
    const [memory, read] = directQuery ? [0, 0] : [volume("dashboardGigabytes"), trailFileGigabytes * days];
    const users = (role: string, field: string, setting: string, priceName: string) =>
      charge(`QuickSight, ${role}`, setting, volume(field), "users", price(priceName));
    return [
      users("readers", "dashboardReaders", "dashboards.readerGroup", "dashboardReaderMonth"),
      users("authors", "dashboardAuthors", "dashboards.authorGroup", "dashboardAuthorMonth"),
      charge("QuickSight, memory", "dashboards.days", memory, "GB", price("spiceGigabyteMonth")),
      charge("QuickSight, refreshes", "dashboards.days", read, "GB", prices.athenaTerabyte / 1_000),
    ];
  },
};
