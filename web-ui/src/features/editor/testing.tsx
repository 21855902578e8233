import type { Me } from "@contract";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { keys } from "@/api/keys";
import { createGraphStore, GraphStoreContext } from "@/features/graph/GraphStore";
import { createEditorStore, type Editor, EditorContext } from "./EditorStore";
import type { Draft } from "./model/draft";
import { catalogue } from "./model/testing";

/** An editor without its page, for tests of its parts. */
export function editorOn(draft: Draft, isReadOnly = false): Editor {
  return { store: createEditorStore(draft, isReadOnly), types: catalogue, tenant: "acme", process: draft.key };
}

const me: Me = { username: "ann", displayName: "Ann", platformAdmin: false, csrfToken: "", tenants: [] };

/** Shows parts of the editor with all that they ask for around them. */
export function show(children: ReactNode, editor?: Editor) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } });
  queries.setQueryData(keys.me, me);
  return render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <EditorContext value={editor ?? null}>
          <GraphStoreContext value={createGraphStore()}>{children}</GraphStoreContext>
        </EditorContext>
      </QueryClientProvider>
    </MantineProvider>,
  );
}
