import { queryOptions } from "@tanstack/react-query";
import { client } from "./client";
import { keys } from "./keys";

export interface LogPlace {
  run: string;
  component: string;
  stream: "stdout" | "stderr";
  attempt: number;
}

/** What is known of a log. */
export interface FollowedLog {
  text: string;
  /** Where to go on: behind the last whole line. */
  next: number;
  /** What the answer was marked with: the log is not sent again while it is the same. */
  tag: string | null;
}

/** As much as the api tells at once; of what is followed for longer, the end is kept. */
const LONGEST = 1024 * 1024;

/** A log with what came of it. The line that was not whole before comes again; what begins elsewhere is another log. */
export function followed(before: FollowedLog | undefined, part: FollowedLog, from: number): FollowedLog {
  const isMore = before !== undefined && from === before.next;
  const text = isMore ? before.text.slice(0, before.text.lastIndexOf("\n") + 1) + part.text : part.text;
  const cut = text.length > LONGEST ? text.indexOf("\n", text.length - LONGEST) + 1 : 0;
  return { ...part, text: text.slice(cut) };
}

/** A step's log. Asked for again, only what is new of it is sent. */
export const logQuery = (tenant: string, place: LogPlace) =>
  queryOptions({
    queryKey: [...keys.log(tenant, place.run), place],
    queryFn: async ({ signal, client: queries, queryKey }): Promise<FollowedLog> => {
      const { run, component, stream, attempt } = place;
      const before = queries.getQueryData<FollowedLog>(queryKey);
      const { data, response } = await client.GET("/api/v1/tenants/{tenant}/runs/{run}/components/{component}/log", {
        params: {
          path: { tenant, run, component },
          query: { stream, attempt, ...(before ? { from: before.next } : {}) },
        },
        ...(before?.tag ? { headers: { "If-None-Match": before.tag } } : {}),
        parseAs: "text",
        signal,
      });
      if (before && response.status === 304) {
        return before;
      }
      const from = Number(response.headers.get("X-Log-From"));
      // An empty log is an answer too.
      const part = {
        text: data ?? "",
        next: Number(response.headers.get("X-Log-Next")),
        tag: response.headers.get("ETag"),
      };
      return followed(before, part, from);
    },
    retry: false,
  });
