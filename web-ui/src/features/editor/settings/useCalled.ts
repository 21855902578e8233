import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { versionQuery } from "@/api/processes";
import { publicationsQuery } from "@/api/publications";
import { type ProcessDefinition, readDefinition } from "@/features/graph/definition";

/** What is published of a process that another one runs, on the default stage. */
export type Called =
  | { kind: "none" }
  | { kind: "loading" }
  | { kind: "unknown" }
  | { kind: "unpublished" }
  | { kind: "published"; definition: ProcessDefinition };

const gone: ReadonlySet<string> = new Set(["RETIRED", "RETIRING", "SUPERSEDED", "IMPORT_ERROR"]);

/** @param process its key; empty for none */
export function useCalled(tenant: string, process: string): Called {
  const { data: publications, error } = useQuery({ ...publicationsQuery(tenant, process), enabled: process !== "" });
  const newest = publications?.[0];
  const number = newest && !gone.has(newest.state) ? newest.version : undefined;
  const { data: version } = useQuery({
    ...versionQuery(tenant, process, number ?? 0),
    enabled: process !== "" && number !== undefined,
  });
  return useMemo(() => {
    if (process === "") {
      return { kind: "none" };
    }
    if (version && number !== undefined) {
      return { kind: "published", definition: readDefinition(version.definition) };
    }
    if (publications && number === undefined) {
      return { kind: "unpublished" };
    }
    return { kind: error ? "unknown" : "loading" };
  }, [process, version, number, publications, error]);
}
