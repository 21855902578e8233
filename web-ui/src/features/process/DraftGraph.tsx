import type { ProcessView } from "@contract";
import { IconSitemap } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { catalogQuery } from "@/api/catalog";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { Moment } from "@/components/Moment";
import { SidePanel } from "@/components/SidePanel";
import type { ProcessDefinition } from "@/features/graph/definition";
import { GraphFrame } from "@/features/graph/GraphFrame";
import { noStatus } from "@/features/graph/status";
import { ComponentSettings } from "./ComponentSettings";

interface DraftGraphProps {
  draft: Pick<ProcessView, "draftBy" | "draftAt" | "name">;
  definition: ProcessDefinition;
  selected: string | null;
  onSelect: (component: string | undefined) => void;
}

/** The draft's graph, to look at; a component shows its settings. */
export function DraftGraph({ draft, definition, selected, onSelect }: DraftGraphProps) {
  const { t } = useTranslation();
  const { data: types } = useQuery(catalogQuery);
  const component = definition.components.find((candidate) => candidate.key === selected);
  return (
    <Card
      title={t("process.graph")}
      flush
      aside={
        <span>
          {t("process.draftSaved", { name: draft.draftBy })} · <Moment at={draft.draftAt} />
        </span>
      }
    >
      {definition.components.length === 0 ? (
        <EmptyState icon={IconSitemap} title={t("process.emptyGraph")} hint={t("process.emptyGraphHint")} />
      ) : (
        <GraphFrame
          name={`${t("process.graph")}: ${draft.name}`}
          definition={definition}
          types={types ?? []}
          status={noStatus}
          selected={selected}
          onSelect={onSelect}
        />
      )}
      <SidePanel title={component?.label ?? ""} isOpen={component !== undefined} onClose={() => onSelect(undefined)}>
        {component ? <ComponentSettings component={component} types={types ?? []} /> : null}
      </SidePanel>
    </Card>
  );
}
