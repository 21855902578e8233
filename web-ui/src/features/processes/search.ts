/** The list's filters, as they stand in the address; what is as usual is left out. */
export interface ProcessSearch {
  q?: string;
  tag?: string[];
  owner?: string;
  archived?: "only" | "also";
  sort?: "changed" | "lastRun";
  page?: number;
}

export function pageOf(value: unknown): { page?: number } {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? { page: value } : {};
}

/** A tag or several, however the router has read them: a tag may look like a number. */
function tagsOf(value: unknown): string[] {
  const given = Array.isArray(value) ? value : [value];
  return given.flatMap((tag) => (typeof tag === "string" || typeof tag === "number" ? [String(tag)] : [])).slice(0, 20);
}

/** Whether the list shows less than all that is in use. */
export function isFiltered({ q, tag, owner, archived }: ProcessSearch): boolean {
  return q !== undefined || tag !== undefined || owner !== undefined || archived !== undefined;
}

export function readProcessSearch(search: Record<string, unknown>): ProcessSearch {
  // The router reads ?q=2013 as a number.
  const q = typeof search.q === "string" || typeof search.q === "number" ? String(search.q).slice(0, 200) : "";
  const tag = tagsOf(search.tag).filter((each) => each !== "");
  const { owner, archived, sort } = search;
  return {
    ...(q === "" ? {} : { q }),
    ...(tag.length === 0 ? {} : { tag }),
    ...(typeof owner === "string" && owner !== "" ? { owner } : {}),
    ...(archived === "only" || archived === "also" ? { archived } : {}),
    ...(sort === "changed" || sort === "lastRun" ? { sort } : {}),
    ...pageOf(search.page),
  };
}
