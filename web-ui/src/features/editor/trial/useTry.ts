import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { keys } from "@/api/keys";
import { dismissTrial, fetchSample, isTrialOver, requestTrial, trialQuery } from "@/api/trials";
import { draftIn, type EditorStore, useEditor, useEditorState } from "../EditorStore";
import type { Try } from "../model/trial";

export interface TryOrder {
  scope: Try["scope"];
  rows: number;
  businessDate: string;
  parameters: Record<string, unknown>;
}

/** Notes something about a component's trial, unless another one has taken its place. */
function note(store: EditorStore, key: string, id: string | null, change: Partial<Try>): void {
  store.setState(({ tries }) => {
    const now = tries[key];
    return now && now.id === id ? { tries: { ...tries, [key]: { ...now, ...change } } } : {};
  });
}

/** Tries a component and follows the trial to its sample, which is kept in the editor's memory alone. */
export function useTry(key: string) {
  const { store, tenant, process } = useEditor();
  const queries = useQueryClient();
  const attempt = useEditorState((state) => state.tries[key]);
  const id = attempt?.id ?? null;
  const { data: trial, error: lost } = useQuery({
    ...trialQuery(tenant, process, id ?? ""),
    enabled: id !== null && attempt?.sample === null && attempt.error === null,
  });

  useEffect(() => {
    const isThere = trial && isTrialOver(trial.state) && trial.state !== "CANCELLED" && trial.sampleUntil !== null;
    if (id === null || trial?.id !== id || !isThere || attempt?.sample || attempt?.error) {
      return;
    }
    let isWanted = true;
    void fetchSample(tenant, process, id)
      .then((sample) => isWanted && note(store, key, id, { sample }))
      .catch((error: unknown) => isWanted && note(store, key, id, { error }));
    return () => {
      isWanted = false;
    };
  }, [id, trial, attempt, tenant, process, store, key]);

  async function start({ scope, rows, businessDate, parameters }: TryOrder): Promise<void> {
    const draft = draftIn(store);
    const begun: Try = { id: null, scope, rows, draft, sample: null, error: null };
    store.setState(({ tries }) => ({ tries: { ...tries, [key]: begun } }));
    try {
      const asked = await requestTrial(tenant, process, {
        component: key,
        scope,
        rows,
        parameters,
        definition: draft,
        ...(businessDate === "" ? {} : { businessDate }),
      });
      queries.setQueryData(keys.trial(tenant, asked.id), asked);
      note(store, key, null, { id: asked.id });
    } catch (error) {
      note(store, key, null, { error });
    }
  }

  async function cancel(): Promise<void> {
    if (id !== null) {
      try {
        queries.setQueryData(keys.trial(tenant, id), await dismissTrial(tenant, process, id));
      } catch (error) {
        note(store, key, id, { error });
      }
    }
  }

  return { attempt, trial: trial?.id === id ? trial : undefined, lost: attempt?.sample ? null : lost, start, cancel };
}
