import "@/i18n/stages";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { draftQuery, processQuery } from "@/api/processes";
import { Card } from "@/components/Card";
import { CopyId } from "@/components/CopyId";
import { Loading } from "@/components/Loading";
import { PageHeader } from "@/components/PageHeader";
import { PublicationStatus } from "@/components/Status";
import { TagList } from "@/components/TagList";
import { RulesCard } from "@/features/alerts/RulesCard";
import { ArrivalCard } from "@/features/arrivals/ArrivalCard";
import { BackfillCard } from "@/features/backfill/BackfillCard";
import { readDefinition } from "@/features/graph/definition";
import { RunList, StateFilter } from "@/features/runs/RunList";
import type { RunsSearch } from "@/features/runs/search";
import { TriggerCard } from "@/features/schedule/TriggerCard";
import { PageProblem } from "@/features/shell/PageProblem";
import { StageChoice } from "@/features/stages/StageChoice";
import { StagesCard } from "@/features/stages/StagesCard";
import { useDefaultStageName } from "@/features/stages/useStages";
import { DraftGraph } from "./DraftGraph";
import classes from "./Process.module.css";
import { ProcessActions } from "./ProcessActions";
import { ProcessNotices } from "./ProcessNotices";
import { PublicationCard } from "./PublicationCard";
import { ScheduleCard } from "./ScheduleCard";
import { usePublications } from "./usePublications";
import { usePublish } from "./usePublish";

const RUNS = 10;

/** A process: its graph, its publication, its schedule, its runs. */
export function ProcessPage() {
  const { t } = useTranslation();
  const { t: ts } = useTranslation("stages");
  const { tenant, process: key } = useParams({ from: "/signed-in/t/$tenant/processes/$process" });
  const search = useSearch({ from: "/signed-in/t/$tenant/processes/$process" });
  const navigate = useNavigate({ from: "/t/$tenant/processes/$process" });
  const onSearch = (next: RunsSearch) => void navigate({ search: next, replace: true });
  const process = useQuery(processQuery(tenant, key));
  const draft = useQuery(draftQuery(tenant, key));
  const publications = usePublications(tenant, key);
  const publishing = usePublish(tenant, key);
  const stage = useDefaultStageName(tenant);
  const definition = useMemo(() => (draft.data ? readDefinition(draft.data.definition) : null), [draft.data]);

  const failure = process.error ?? draft.error;
  if (failure) {
    return <PageProblem error={failure} />;
  }
  if (!process.data || !draft.data || !definition) {
    return <Loading rows={8} height={28} />;
  }
  return (
    <>
      <PageHeader
        title={process.data.name}
        above={
          <Link to="/t/$tenant/processes" params={{ tenant }}>
            {t("processes.title")}
          </Link>
        }
        badge={
          publications.data ? <PublicationStatus state={publications.data[0]?.state ?? null} stage={stage} /> : null
        }
        facts={
          <>
            <CopyId value={key} what={t("processes.name")} />
            <span>{t("process.owner", { name: process.data.owner })}</span>
            <span>{t("process.components", { count: definition.components.length })}</span>
            <Link to="/t/$tenant/processes/$process/versions" params={{ tenant, process: key }}>
              {t("process.versions")}
            </Link>
            <Link to="/t/$tenant/processes/$process/history" params={{ tenant, process: key }}>
              {t("process.history")}
            </Link>
            <TagList
              tags={process.data.tags}
              onTag={(tag) => void navigate({ to: "/t/$tenant/processes", params: { tenant }, search: { tag: [tag] } })}
            />
          </>
        }
        actions={
          <ProcessActions
            tenant={tenant}
            process={process.data}
            etag={draft.data.etag}
            newest={publications.data?.[0]}
            publishing={publishing}
          />
        }
      />
      <ProcessNotices process={process.data} publishing={publishing} draft={draft.data} definition={definition} />
      <div className={classes.column}>
        <PublicationCard tenant={tenant} process={key} />
        <StagesCard tenant={tenant} process={process.data} />
        <DraftGraph
          draft={process.data}
          definition={definition}
          selected={search.component ?? null}
          onSelect={(component) => onSearch({ ...search, component })}
        />
        <StageChoice
          tenant={tenant}
          stage={search.stage}
          hint={ts("choiceHint")}
          onStage={(stage) => onSearch({ ...search, stage })}
        />
        <Card title={t("process.runs")} flush aside={<StateFilter search={search} onSearch={onSearch} />}>
          <RunList key={key} tenant={tenant} process={key} search={search} size={RUNS} />
        </Card>
        <div className={classes.cards}>
          <ScheduleCard key={search.stage} tenant={tenant} process={process.data} stage={search.stage} />
          <BackfillCard tenant={tenant} process={process.data} stage={search.stage} />
          <TriggerCard tenant={tenant} process={process.data} />
          <ArrivalCard tenant={tenant} process={process.data} />
          <RulesCard tenant={tenant} process={process.data.key} />
        </div>
      </div>
    </>
  );
}
