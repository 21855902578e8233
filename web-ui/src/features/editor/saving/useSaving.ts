import type { DraftAnswer } from "@contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { keys } from "@/api/keys";
import { draftQuery, saveDraft } from "@/api/processes";
import { useSessionEnd } from "@/features/session/sessionEnd";
import { useSession } from "@/features/session/useSession";
import { i18next } from "@/i18n";
import { draftIn, type Editor, replaceDraft, say } from "../EditorStore";
import { stable } from "../model/differences";
import { type Draft, readDraft } from "../model/draft";
import { placeProblems } from "../model/problems";
import { forgetRecovery, keepForRecovery, readRecovery, recoveryKey } from "./recovery";
import { Saver, type SaveState } from "./Saver";

export interface Saving {
  state: SaveState;
  flush: () => Promise<boolean>;
  keepMine: (theirs: DraftAnswer) => void;
  takeTheirs: (theirs: DraftAnswer) => void;
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
  return useMemo(() => {
    const settled = (theirs: DraftAnswer, mine: Draft | null) => {
      if (!mine) {
        const draft = readDraft(theirs.definition);
        forgetRecovery(kept);
        replaceDraft(store, draft);
        store.setState({ problems: placeProblems(theirs.problems, draft) });
      }
      saver.settle(theirs, mine);
    };
    return {
      state,
      flush: () => saver.flush(),
      keepMine: (theirs) => settled(theirs, draftIn(store)),
      takeTheirs: (theirs) => settled(theirs, null),
    };
  }, [state, saver, store, kept]);
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
