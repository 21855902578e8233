import type { DraftAnswer } from "@contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { keys } from "@/api/keys";
import { draftQuery, processQuery, saveDraft } from "@/api/processes";
import { useSessionEnd } from "@/features/session/sessionEnd";
import { useSession } from "@/features/session/useSession";
import { i18next } from "@/i18n";
import { draftIn, type Editor, replaceDraft, say } from "../EditorStore";
import { stable } from "../model/differences";
import { type Draft, readDraft } from "../model/draft";
import { hasWholeLayout, withLayout } from "../model/layout";
import { placeProblems } from "../model/problems";
import { forgetRecovery, keepForRecovery, readRecovery, recoveryKey } from "./recovery";
import { Saver, type SaveState } from "./Saver";

export interface Saving {
  state: SaveState;
  flush: () => Promise<boolean>;
  /** Names the draft that was last saved or taken here. */
  etag: () => string;
  keepMine: (theirs: DraftAnswer) => void;
  takeTheirs: (theirs: DraftAnswer) => Promise<void>;
}

/** Saves what is edited, keeps it in the browser until it is saved, and brings back what an earlier page could not save. */
export function useSaving(editor: Editor, loaded: DraftAnswer): Saving {
  const { store, tenant, process } = editor;
  const { username } = useSession();
  const queries = useQueryClient();
  const [state, setState] = useState<SaveState>({ kind: "saved" });
  const kept = recoveryKey(username, tenant, process);
  const first = useRef(loaded);
  const saver = useMemo(
    () =>
      new Saver(first.current.etag, {
        save: (draft, etag) => saveDraft(tenant, process, draft, etag),
        load: () => queries.fetchQuery({ ...draftQuery(tenant, process), staleTime: 0 }),
        onState: setState,
        onSaved: (draft, answer) => {
          queries.setQueryData(keys.draft(tenant, process), answer);
          void queries.invalidateQueries({ queryKey: keys.process(tenant, process), exact: true });
          void queries.invalidateQueries({ queryKey: keys.diff(tenant, process) });
          store.setState({ problems: placeProblems(answer.problems, draft) });
          const recovery = readRecovery(kept);
          if (recovery && stable(recovery.draft) === stable(draft)) {
            forgetRecovery(kept);
          } else if (!saver.isLeft && draftIn(store) !== draft) {
            // What was typed meanwhile goes on from what has just been saved.
            keepForRecovery(kept, { draft: draftIn(store), etag: answer.etag });
          }
        },
      }),
    [tenant, process, queries, store, kept],
  );
  useRecovery(editor, saver, kept, first);
  useChanges(editor, saver, kept);
  useReturn(saver);
  useOthers(editor, saver, state);
  return useMemo(
    () => ({
      state,
      flush: () => saver.flush(),
      etag: () => saver.etag,
      keepMine: (theirs) => saver.settle(theirs, draftIn(store)),
      takeTheirs: async (theirs) => {
        const before = draftIn(store);
        const draft = await opened(readDraft(theirs.definition));
        if (draftIn(store) !== before) {
          // Somebody went on drawing here while theirs was laid out: nothing of that is thrown away unasked.
          say(store, i18next.t("saving.wentOn"), "bad");
          return;
        }
        forgetRecovery(kept);
        replaceDraft(store, draft);
        store.setState({ problems: placeProblems(theirs.problems, draft) });
        saver.settle(theirs, null);
      },
    }),
    [state, saver, store, kept],
  );
}

/** Another's draft as the canvas shows it: everything has a place, if the layouter can be had. */
async function opened(draft: Draft): Promise<Draft> {
  return hasWholeLayout(draft) ? draft : await withLayout(draft).catch(() => draft);
}

/** Somebody else saves: the stream makes the known draft stale, and what comes in its place is not ours. */
function useOthers({ tenant, process }: Editor, saver: Saver, state: SaveState): void {
  const queries = useQueryClient();
  const here = { refetchOnMount: false, refetchOnWindowFocus: false } as const;
  const { data: etag } = useQuery({ ...draftQuery(tenant, process), ...here, select: (draft) => draft.etag });
  const isIdle = state.kind === "saved" || state.kind === "changed";
  const seen = state.kind === "changed" ? state.theirs.etag : null;
  useEffect(() => {
    if (etag === undefined || !isIdle || etag === seen || (etag === saver.etag && seen === null)) {
      return;
    }
    let isWanted = true;
    // An answer that was on its way while we saved may be older than ours: only one that is asked for now counts.
    void Promise.all([
      queries.fetchQuery({ ...draftQuery(tenant, process), staleTime: 0 }),
      queries.fetchQuery({ ...processQuery(tenant, process), staleTime: 0 }),
    ])
      .then(([theirs, { draftBy }]) => isWanted && saver.notice(theirs, draftBy))
      .catch(() => {
        // The next save finds it out.
      });
    return () => {
      isWanted = false;
    };
  }, [etag, isIdle, seen, saver, queries, tenant, process]);
}

/** What an earlier page could not save is there again; if something else was saved meanwhile, its author chooses. */
function useRecovery({ store }: Editor, saver: Saver, key: string, loaded: React.RefObject<DraftAnswer>): void {
  useEffect(() => {
    const recovered = store.getState().isReadOnly ? null : readRecovery(key);
    const answer = loaded.current;
    if (!recovered || stable(recovered.draft) === stable(readDraft(answer.definition))) {
      forgetRecovery(key);
      return;
    }
    replaceDraft(store, recovered.draft);
    if (recovered.etag === answer.etag) {
      saver.change(recovered.draft);
      say(store, i18next.t("saving.restored"));
    } else {
      saver.meet(answer, recovered.draft);
    }
  }, [store, saver, key, loaded]);
}

function useChanges({ store }: Editor, saver: Saver, key: string): void {
  useEffect(() => {
    saver.enter();
    const unsubscribe = store.subscribe((now, before) => {
      const draft = now.history.present;
      // Another draft that is put in place is not a change of its author.
      if (draft !== before.history.present && (now.history.past.length > 0 || now.history.future.length > 0)) {
        keepForRecovery(key, { draft, etag: saver.etag });
        saver.change(draft);
      }
    });
    return () => {
      unsubscribe();
      saver.leave();
    };
  }, [store, saver, key]);
}

/** Saves at once when the page is left, the network is back or somebody has signed in again. */
function useReturn(saver: Saver): void {
  const isEnded = useSessionEnd((state) => state.isEnded);
  useEffect(() => {
    if (!isEnded && saver.state.kind === "signed-out") {
      void saver.flush();
    }
  }, [isEnded, saver]);
  useEffect(() => {
    const flush = () => void saver.flush();
    const onHide = () => document.visibilityState === "hidden" && flush();
    window.addEventListener("online", flush);
    document.addEventListener("visibilitychange", onHide);
    return () => {
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", onHide);
    };
  }, [saver]);
}
