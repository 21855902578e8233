import "@/i18n/runPage";
import { IconArchive } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { runQuery } from "@/api/runs";
import { Card } from "@/components/Card";
import { CopyId } from "@/components/CopyId";
import { EmptyState } from "@/components/EmptyState";
import { formatDay } from "@/components/format";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { RunStatus } from "@/components/Status";
import { isOver } from "@/components/status";
import { useTitle } from "@/components/useTitle";
import { usePolling } from "@/features/live/connection";
import { PageProblem } from "@/features/shell/PageProblem";
import { ComponentPanel } from "./ComponentPanel";
import { ComponentTable } from "./ComponentTable";
import { Receipt } from "./Receipt";
import { RerunButton } from "./RerunButton";
import classes from "./Run.module.css";
import { RunFacts } from "./RunFacts";
import { RunGraph } from "./RunGraph";
import { RunNotices } from "./RunNotices";
import { StopButton } from "./StopButton";
import type { RunSearch } from "./search";

/** A run: where it stands, on its graph and by component, and what it left behind. */
export function RunPage() {
  const { t } = useTranslation();
  const { tenant, run: id } = useParams({ from: "/signed-in/t/$tenant/runs/$run" });
  const search = useSearch({ from: "/signed-in/t/$tenant/runs/$run" });
  const navigate = useNavigate({ from: "/t/$tenant/runs/$run" });
  const onSearch = (next: RunSearch) => void navigate({ search: next, replace: true });
  const polling = usePolling(true);
  const { data: run, error } = useQuery({
    ...runQuery(tenant, id),
    refetchInterval: (query) => (query.state.data && isOver(query.state.data.state) ? false : polling),
  });
  if (error && !run) {
    const { code, detail } = asProblem(error);
    return code === "run.removed" ? <RemovedRun hint={detail} /> : <PageProblem error={error} />;
  }
  if (!run) {
    return <Loading rows={8} height={28} />;
  }
  const selected = run.components.find((component) => component.key === search.component);
  return (
    <>
      <PageHeader
        title={t("run.title", { date: formatDay(run.businessDate) })}
        above={
          <Link to="/t/$tenant/processes/$process" params={{ tenant, process: run.process }}>
            {run.processName}
          </Link>
        }
        badge={<RunStatus state={run.state} />}
        facts={<CopyId value={run.id} what={t("runs.run")} />}
        actions={
          <>
            <StopButton tenant={tenant} run={run} />
            <RerunButton tenant={tenant} run={run} />
          </>
        }
      />
      <RunNotices run={run} />
      <div className={classes.column}>
        <RunFacts tenant={tenant} run={run} />
        <RunGraph
          tenant={tenant}
          run={run}
          selected={search.component ?? null}
          onSelect={(component) => onSearch({ ...search, component })}
        />
        {run.receipt ? <Receipt tenant={tenant} run={run} receipt={run.receipt} /> : null}
        {run.components.length > 0 ? (
          <Card title={t("run.components")} flush>
            <ComponentTable
              tenant={tenant}
              run={run}
              selected={search.component}
              onSelect={(component) => onSearch({ component })}
            />
          </Card>
        ) : null}
      </div>
      <ComponentPanel
        isOver={isOver(run.state)}
        tenant={tenant}
        run={run.id}
        component={selected}
        tab={search.tab ?? "result"}
        onTab={(tab) => onSearch({ ...search, tab: tab === "result" ? undefined : tab })}
        onClose={() => onSearch({})}
      />
    </>
  );
}

/** Where a run was that is kept no longer. */
function RemovedRun({ hint }: { hint: string }) {
  const { t } = useTranslation();
  useTitle(t("run.removed"));
  return <EmptyState isPage icon={IconArchive} title={t("run.removed")} hint={hint} />;
}
