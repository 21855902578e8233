import "@/i18n/editor";
import type { DraftAnswer, ProcessView } from "@contract";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ReactFlowProvider } from "@xyflow/react";
import { startTransition, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { catalogQuery } from "@/api/catalog";
import { draftQuery, processQuery } from "@/api/processes";
import { Loading } from "@/components/Loading";
import { useTitle } from "@/components/useTitle";
import { createGraphStore, GraphStoreContext } from "@/features/graph/GraphStore";
import { warmUp } from "@/features/graph/layout";
import { noStatus } from "@/features/graph/status";
import { toGraphStatus } from "@/features/runs/result";
import { covers, useRole } from "@/features/session/useSession";
import { PageProblem } from "@/features/shell/PageProblem";
import { Asking } from "./canvas/Asking";
import { EditorCanvas } from "./canvas/EditorCanvas";
import { Palette } from "./canvas/Palette";
import classes from "./EditorPage.module.css";
import { createEditorStore, draftIn, type Editor, EditorContext } from "./EditorStore";
import { ListMode } from "./ListMode";
import { readDraft } from "./model/draft";
import { hasWholeLayout, withLayout } from "./model/layout";
import { placeProblems } from "./model/problems";
import { ProblemsPanel } from "./ProblemsPanel";
import { RunBar } from "./RunBar";
import { Said } from "./Said";
import { ChangedBar } from "./saving/ChangedBar";
import { ConflictDialog } from "./saving/ConflictDialog";
import { useSaving } from "./saving/useSaving";
import { SettingsPanel } from "./settings/SettingsPanel";
import { TopBar } from "./TopBar";
import { useEditorKeys } from "./useEditorKeys";
import { useLastRun } from "./useKnownColumns";

/** Where a process is drawn, set up, published and tried: canvas, palette, settings. */
export default function EditorPage() {
  const { tenant, process } = useParams({ from: "/signed-in/t/$tenant/processes/$process/edit" });
  // Another process is another page, which asks for its draft anew.
  return <Loaded key={`${tenant} ${process}`} tenant={tenant} processKey={process} />;
}

function Loaded({ tenant, processKey: key }: { tenant: string; processKey: string }) {
  const process = useQuery(processQuery(tenant, key));
  // The route has just asked for it. What the page began with stays: from then on the page itself knows best, and saves.
  const draft = useQuery({ ...draftQuery(tenant, key), refetchOnMount: false, refetchOnWindowFocus: false });
  const types = useQuery(catalogQuery);
  const failure = process.error ?? draft.error ?? types.error;
  if (failure && (!process.data || !draft.data || !types.data)) {
    return <PageProblem error={failure} />;
  }
  if (!process.data || !draft.data || !types.data) {
    return <Loading rows={8} height={28} />;
  }
  return (
    <ReactFlowProvider>
      <Opened tenant={tenant} process={process.data} loaded={draft.data} types={types.data} />
    </ReactFlowProvider>
  );
}

interface OpenedProps {
  tenant: string;
  process: ProcessView;
  loaded: DraftAnswer;
  types: Editor["types"];
}

/** Where nobody has said yet where things lie, the layouter says it once, before the canvas is shown. */
function Opened({ loaded, ...others }: OpenedProps) {
  const [draft, setDraft] = useState(() => {
    const read = readDraft(loaded.definition);
    return hasWholeLayout(read) ? read : null;
  });
  const first = useRef(loaded);
  useEffect(() => {
    if (draft === null) {
      let isWanted = true;
      const read = readDraft(first.current.definition);
      // Where the layouter cannot be had, everything lies where it may: better than no canvas at all.
      void withLayout(read)
        .catch(() => read)
        .then((laidOut) => isWanted && setDraft(laidOut));
      return () => {
        isWanted = false;
      };
    }
  }, [draft]);
  return draft ? <Workbench loaded={first.current} draft={draft} {...others} /> : <Loading rows={8} height={28} />;
}

function Workbench({ tenant, process, loaded, draft, types }: OpenedProps & { draft: ReturnType<typeof readDraft> }) {
  const { t } = useTranslation();
  const mayEdit = covers(useRole(tenant), "author") && process.archivedAt === null;
  const [editor] = useState<Editor>(() => {
    const store = createEditorStore(draft, !mayEdit);
    store.setState({ problems: placeProblems(loaded.problems, draft) });
    return { store, types, tenant, process: process.key };
  });
  const search = useSearch({ from: "/signed-in/t/$tenant/processes/$process/edit" });
  const navigate = useNavigate({ from: "/t/$tenant/processes/$process/edit" });
  const saving = useSaving(editor, loaded);
  const [hasProblems, showProblems] = useState(false);
  const run = useLastRun(tenant, process.key, search.run);
  const life = useRunOnCanvas(search.run === undefined ? undefined : run);
  useTitle(t("editor.title", { name: process.name }));
  const keys = useEditorKeys(editor);
  const isFramed = useIsFramed();
  useFetchAhead(editor);
  return (
    <EditorContext value={editor}>
      <GraphStoreContext value={life}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: undo and redo, wherever in the editor the keyboard stands */}
        <div className={classes.editor} data-full-bleed onKeyDown={keys}>
          <TopBar
            process={process}
            saving={saving}
            view={search.view ?? "canvas"}
            onView={(view) =>
              void navigate({ search: { ...search, view: view === "list" ? view : undefined }, replace: true })
            }
            isShowingProblems={hasProblems}
            onProblems={() => showProblems(!hasProblems)}
            onRun={(id) => void navigate({ search: { ...search, run: id } })}
          />
          {saving.state.kind === "changed" ? (
            <ChangedBar
              by={saving.state.by}
              theirs={saving.state.theirs}
              onShow={(theirs) => void saving.takeTheirs(theirs)}
            />
          ) : null}
          {search.run !== undefined && run ? (
            <RunBar run={run} onHide={() => void navigate({ search: { ...search, run: undefined }, replace: true })} />
          ) : null}
          <div className={classes.body}>
            {mayEdit && search.view !== "list" ? <Palette /> : null}
            <div className={classes.stage}>
              {isFramed ? search.view === "list" ? <ListMode /> : <EditorCanvas /> : null}
              <Said />
              {hasProblems ? <ProblemsPanel onClose={() => showProblems(false)} /> : null}
            </div>
            <SettingsPanel run={run?.id} />
          </div>
          <Asking />
          {saving.state.kind === "conflict" ? <ConflictDialog saving={saving} theirs={saving.state.theirs} /> : null}
        </div>
      </GraphStoreContext>
    </EditorContext>
  );
}

/** The frame with the name of the process is painted first; the graph, which takes longest to draw, comes right after it. */
function useIsFramed(): boolean {
  const [isFramed, setFramed] = useState(false);
  useEffect(() => {
    const frame = requestAnimationFrame(() => startTransition(() => setFramed(true)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return isFramed;
}

/** The first moments belong to the canvas and its author, in milliseconds. */
const BEFORE_LAYOUT = 800;
const BEFORE_SETTINGS = 4000;

/** Fetches what settings and layout need before they are wanted: the network may be gone by then. */
function useFetchAhead(editor: Editor): void {
  useEffect(() => {
    // Who needs a layout and cannot have it is told then.
    const layout = setTimeout(() => void warmUp(draftIn(editor.store)).catch(() => {}), BEFORE_LAYOUT);
    const settings = setTimeout(
      () => void Promise.allSettled([import("./settings/SettingsForm"), import("./settings/SqlEditor")]),
      BEFORE_SETTINGS,
    );
    return () => {
      clearTimeout(layout);
      clearTimeout(settings);
    };
  }, [editor]);
}

/** The status of a run lives beside the nodes, so that a change draws only what it is about. */
function useRunOnCanvas(run: ReturnType<typeof useLastRun>) {
  const [life] = useState(createGraphStore);
  useEffect(() => {
    life.setState({ status: run ? toGraphStatus(run.state, run.components) : noStatus });
  }, [life, run]);
  return life;
}
