/** The list's filters, as they stand in the address; what is as usual is left out. */
export interface ProcessSearch {
  q?: string;
  sort?: "name" | "changed";
  page?: number;
}

export function pageOf(value: unknown): { page?: number } {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? { page: value } : {};
}

export function readProcessSearch(search: Record<string, unknown>): ProcessSearch {
  // The router reads ?q=2013 as a number.
  const q = typeof search.q === "string" || typeof search.q === "number" ? String(search.q).slice(0, 200) : "";
  return {
    ...(q === "" ? {} : { q }),
    ...(search.sort === "changed" ? { sort: "changed" as const } : {}),
    ...pageOf(search.page),
  };
}
