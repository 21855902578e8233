import "@/i18n/runPage";
import type { RunView } from "@contract";
import { IconClockHour4 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { catalogQuery } from "@/api/catalog";
import { versionQuery } from "@/api/processes";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { readDefinition } from "@/features/graph/definition";
import { GraphFrame } from "@/features/graph/GraphFrame";
import { toGraphStatus } from "./result";

interface RunGraphProps {
  tenant: string;
  run: RunView;
  selected: string | null;
  onSelect: (component: string) => void;
}

/** The graph at the version that runs, with the run's status on it. */
export function RunGraph({ tenant, run, selected, onSelect }: RunGraphProps) {
  const { t } = useTranslation();
  const { version } = run;
  return (
    <Card
      title={t("process.graph")}
      flush
      aside={version === null ? null : <span>{t("process.versionShown", { n: version })}</span>}
    >
      {version === null ? (
        <EmptyState icon={IconClockHour4} title={t("run.noComponents")} hint={t("run.graphWaits")} />
      ) : (
        <VersionGraph tenant={tenant} run={run} version={version} selected={selected} onSelect={onSelect} />
      )}
    </Card>
  );
}

function VersionGraph({ tenant, run, version, selected, onSelect }: RunGraphProps & { version: number }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(versionQuery(tenant, run.process, version));
  const { data: types } = useQuery(catalogQuery);
  const definition = useMemo(() => (data ? readDefinition(data.definition) : null), [data]);
  const status = useMemo(() => toGraphStatus(run.state, run.components), [run.state, run.components]);
  if (error && !data) {
    return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  }
  return definition && types ? (
    <GraphFrame
      name={`${t("run.graphName")}: ${run.processName}`}
      definition={definition}
      types={types}
      status={status}
      selected={selected}
      onSelect={onSelect}
    />
  ) : (
    <Loading rows={4} height={48} />
  );
}
