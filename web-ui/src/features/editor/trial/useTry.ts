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

/** Notes something about a trial wherever it stands by now: its component may have got another key. */
function note(store: EditorStore, isIt: (attempt: Try) => boolean, change: Partial<Try>): void {
  store.setState(({ tries }) => ({
    tries: Object.fromEntries(
      Object.entries(tries).map(([key, each]) => [key, isIt(each) ? { ...each, ...change } : each]),
    ),
  }));
}

const by = (id: string) => (attempt: Try) => attempt.id === id;

/** Trials whose samples are on their way here. */
const reading = new Set<string>();

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
    if (reading.has(id)) {
      return;
    }
    // Read once, even if another component is looked at meanwhile: each reading is noted in the audit trail.
    reading.add(id);
    void fetchSample(tenant, process, id)
      .then((sample) => note(store, by(id), { sample }))
      .catch((error: unknown) => note(store, by(id), { error }))
      .finally(() => reading.delete(id));
  }, [id, trial, attempt, tenant, process, store]);

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
      note(store, (each) => each === begun, { id: asked.id });
    } catch (error) {
      note(store, (each) => each === begun, { error });
    }
  }

  async function cancel(): Promise<void> {
    if (id !== null) {
      try {
        queries.setQueryData(keys.trial(tenant, id), await dismissTrial(tenant, process, id));
      } catch (error) {
        note(store, by(id), { error });
      }
    }
  }

  return { attempt, trial: trial?.id === id ? trial : undefined, lost: attempt?.sample ? null : lost, start, cancel };
}
