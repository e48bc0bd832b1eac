import { archiveCases } from "./archive";
import { policyCases } from "./policies";
import type { ReviewCase } from "./review-case";
import { trailCases } from "./trail";

/** The cases of every rule, by subject as the rules are. */
export const reviewCases: readonly ReviewCase[] = [...trailCases, ...archiveCases, ...policyCases];
