import type { RunView } from "@contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { runQuery, runsQuery } from "@/api/runs";
import { readResult } from "@/features/runs/result";
import { useEditorState } from "./EditorStore";
import type { KnownColumns } from "./model/columns";
import { columnsOfTries } from "./model/trial";

/** The run whose results the editor shows: the chosen one if it is of this process, or else the newest. */
export function useLastRun(tenant: string, process: string, chosen: string | undefined): RunView | undefined {
  const { data: named, isError: isUnknown } = useQuery({
    ...runQuery(tenant, chosen ?? ""),
    enabled: chosen !== undefined,
  });
  // An address may name a run of another process: its components are not these.
  const isForeign = isUnknown || (named !== undefined && named.process !== process);
  const isNewest = chosen === undefined || isForeign;
  const { data: page } = useQuery({ ...runsQuery(tenant, { process, size: 1 }), enabled: isNewest });
  const id = page?.items[0]?.id;
  const { data: newest } = useQuery({ ...runQuery(tenant, id ?? ""), enabled: isNewest && id !== undefined });
  return isNewest ? newest : named;
}

/** The columns that each component yielded when it was tried just now, or else when the process last ran to its end. */
export function useKnownColumns(tenant: string, process: string): KnownColumns {
  const { data: page } = useQuery(runsQuery(tenant, { process, state: "SUCCEEDED", size: 1 }));
  const id = page?.items[0]?.id;
  const { data: run } = useQuery({ ...runQuery(tenant, id ?? ""), enabled: id !== undefined });
  const tries = useEditorState((state) => state.tries);
  return useMemo(
    () =>
      new Map([
        ...(run?.components ?? []).map(
          (component) => [component.key, readResult(component.result)?.columns ?? []] as const,
        ),
        ...columnsOfTries(Object.values(tries)),
      ]),
    [run, tries],
  );
}
