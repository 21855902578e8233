import type { Side } from "@/api/versions";
import { pageOf } from "@/features/processes/search";

/** What is compared, as it stands in the address. */
export interface VersionsSearch {
  from?: Side;
  to?: Side;
  page?: number;
}

function side(value: unknown): Side | undefined {
  return value === "draft" || (typeof value === "number" && Number.isInteger(value) && value > 0) ? value : undefined;
}

export function readVersionsSearch(search: Record<string, unknown>): VersionsSearch {
  const from = side(search.from);
  const to = side(search.to);
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...pageOf(search.page),
  };
}
