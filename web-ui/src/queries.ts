import { QueryClient } from "@tanstack/react-query";
import { isPassing } from "./api/problem";

/** Server state. Changes arrive by the stream, so nothing is asked for again just because time has passed. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && isPassing(error),
      },
    },
  });
}
