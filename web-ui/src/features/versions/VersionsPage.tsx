import "@/i18n/life";
import type { RestoredVersion, VersionSummary } from "@contract";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconHistory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { draftQuery, processQuery } from "@/api/processes";
import { publicationsQuery } from "@/api/publications";
import { keptDraftsQuery, type Side, versionsQuery } from "@/api/versions";
import { Card } from "@/components/Card";
import { Dialog } from "@/components/Dialog";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { Moment } from "@/components/Moment";
import { Notice } from "@/components/Notice";
import { PageHeader } from "@/components/PageHeader";
import { Pager } from "@/components/Pager";
import { ProblemNotice } from "@/components/ProblemNotice";
import { LifeForm } from "@/features/life/LifeForm";
import { usePublications } from "@/features/process/usePublications";
import { covers, useRole } from "@/features/session/useSession";
import { PageProblem } from "@/features/shell/PageProblem";
import { Comparison } from "./Comparison";
import type { VersionsSearch } from "./search";
import { useVersionDeeds } from "./useVersionDeeds";
import { type VersionDeed, VersionList } from "./VersionList";
import classes from "./Versions.module.css";

const SIZE = 10;

/** The versions of a process: who made which, what differs, and the ways back. */
export function VersionsPage() {
  const { t: tl } = useTranslation("life");
  const { tenant, process: key } = useParams({ from: "/signed-in/t/$tenant/processes/$process/versions" });
  const search = useSearch({ from: "/signed-in/t/$tenant/processes/$process/versions" });
  const navigate = useNavigate({ from: "/t/$tenant/processes/$process/versions" });
  const onSearch = (next: VersionsSearch) => void navigate({ search: next, replace: true });
  const process = useQuery(processQuery(tenant, key));
  const page = search.page ?? 0;
  const versions = useQuery(versionsQuery(tenant, key, page, SIZE));
  const failure = process.error ?? versions.error;
  if (failure && (!process.data || !versions.data)) {
    return <PageProblem error={failure} />;
  }
  if (!process.data || !versions.data) {
    return <Loading rows={8} height={28} />;
  }
  const newest = versions.data.total;
  return (
    <>
      <PageHeader
        title={tl("versions.of", { name: process.data.name })}
        above={
          <Link to="/t/$tenant/processes/$process" params={{ tenant, process: key }}>
            {process.data.name}
          </Link>
        }
      />
      {newest === 0 ? (
        <Card title={tl("versions.title")}>
          <EmptyState icon={IconHistory} title={tl("versions.empty")} hint={tl("versions.emptyHint")} />
        </Card>
      ) : (
        <Known
          tenant={tenant}
          process={key}
          isArchived={process.data.archivedAt !== null}
          versions={versions.data.items}
          newest={newest}
          search={search}
          onSearch={onSearch}
        />
      )}
    </>
  );
}

interface KnownProps {
  tenant: string;
  process: string;
  isArchived: boolean;
  versions: VersionSummary[];
  newest: number;
  search: VersionsSearch;
  onSearch: (search: VersionsSearch) => void;
}

interface Asked {
  deed: VersionDeed;
  number: number;
}

function Known({ tenant, process, isArchived, versions, newest, search, onSearch }: KnownProps) {
  const { t: tl } = useTranslation("life");
  const mayWork = covers(useRole(tenant), "author") && !isArchived;
  const publications = usePublications(tenant, process);
  const deeds = useVersionDeeds(tenant, process);
  const [asked, setAsked] = useState<Asked | null>(null);
  const page = search.page ?? 0;
  const from: Side = search.from ?? newest;
  const to: Side = search.to ?? "draft";
  const live = publications.data?.find(({ state }) => state === "LIVE")?.version;
  return (
    <>
      <DeedNotices tenant={tenant} process={process} deeds={deeds} />
      <div className={classes.grid}>
        <div className={classes.column}>
          <Card
            title={tl("versions.title")}
            flush
            aside={mayWork || isArchived ? null : <span>{tl("versions.needsAuthor")}</span>}
          >
            <VersionList
              tenant={tenant}
              process={process}
              versions={versions}
              live={live}
              shown={[from, to]}
              mayWork={mayWork}
              onPick={(number) => onSearch({ ...search, from: number === 1 ? 1 : number - 1, to: number })}
              onDeed={(deed, { number }) => setAsked({ deed, number })}
            />
            {newest > SIZE ? (
              <Pager
                page={page}
                size={SIZE}
                total={newest}
                onPage={(next) => onSearch({ ...search, page: next === 0 ? undefined : next })}
              />
            ) : null}
          </Card>
          <KeptDrafts tenant={tenant} process={process} mayWork={mayWork} recover={deeds.recover} />
        </div>
        <div className={classes.column}>
          <Comparison
            tenant={tenant}
            process={process}
            from={from}
            to={to}
            newest={newest}
            onSides={(nextFrom, nextTo) => onSearch({ ...search, from: nextFrom, to: nextTo })}
          />
        </div>
      </div>
      {asked ? (
        <Question tenant={tenant} process={process} asked={asked} deeds={deeds} onClose={() => setAsked(null)} />
      ) : null}
    </>
  );
}

type Deeds = ReturnType<typeof useVersionDeeds>;

/** What came of the last deed, and the way on or back. */
function DeedNotices({ tenant, process, deeds }: { tenant: string; process: string; deeds: Deeds }) {
  const { t: tl } = useTranslation("life");
  const { restore, recover, publish } = deeds;
  return (
    <div className={classes.notices}>
      {restore.data && !recover.data ? (
        <Restored
          restored={restore.data}
          number={restore.variables.number}
          tenant={tenant}
          process={process}
          deeds={deeds}
        />
      ) : null}
      {recover.data ? (
        <Notice
          tone="ok"
          role="status"
          title={
            restore.data?.version
              ? tl("versions.undone", { n: restore.data.version.number })
              : tl("versions.undonePlain")
          }
        />
      ) : null}
      {recover.error ? <ProblemNotice error={recover.error} /> : null}
      {publish.error && restore.data ? <ProblemNotice error={publish.error} /> : null}
      {publish.data ? (
        <Notice
          tone="ok"
          role="status"
          title={tl("versions.asked", { version: publish.data.version, n: publish.data.number })}
        />
      ) : null}
    </div>
  );
}

interface RestoredProps {
  restored: RestoredVersion;
  number: number;
  tenant: string;
  process: string;
  deeds: Deeds;
}

function Restored({ restored, number, tenant, process, deeds }: RestoredProps) {
  const { t: tl } = useTranslation("life");
  const { version, kept, draft } = restored;
  const { data: publications } = useQuery(publicationsQuery(tenant, process));
  const isPublished = version !== null && publications?.[0]?.version === version.number;
  return (
    <Notice
      tone={version ? "ok" : "wait"}
      role="status"
      title={tl("versions.restored", { n: number })}
      actions={
        kept ? (
          <Button
            variant="default"
            loading={deeds.recover.isPending}
            onClick={() => deeds.recover.mutate({ id: kept.id, etag: draft.etag })}
          >
            {tl("versions.undo")}
          </Button>
        ) : null
      }
    >
      <p>
        {kept ? null : `${tl("versions.restoredSame")} `}
        {version
          ? tl(isPublished ? "versions.restoredLive" : "versions.restoredAs", { n: version.number })
          : tl("versions.restoredFaulty")}
      </p>
      {version && !isPublished ? (
        <Button
          variant="default"
          mt={8}
          loading={deeds.publish.isPending}
          onClick={() => deeds.publish.mutate(version.number)}
        >
          {tl("versions.publishIt", { n: version.number })}
        </Button>
      ) : null}
    </Notice>
  );
}

interface QuestionProps {
  tenant: string;
  process: string;
  asked: Asked;
  deeds: Deeds;
  onClose: () => void;
}

const words = {
  restore: { title: "versions.restoreTitle", hint: "versions.restoreHint", submit: "versions.restoreSubmit" },
  publish: { title: "versions.publishTitle", hint: "versions.publishHint", submit: "versions.publishSubmit" },
  "roll-back": { title: "versions.rollBackTitle", hint: "versions.rollBackHint", submit: "versions.rollBackSubmit" },
} as const;

function Question({ tenant, process, asked: { deed, number }, deeds, onClose }: QuestionProps) {
  const { t: tl } = useTranslation("life");
  const draft = useQuery(draftQuery(tenant, process));
  const mutation = deed === "restore" ? deeds.restore : deeds.publish;
  // A failure of an earlier question is not this one's.
  const [isSent, { open: send }] = useDisclosure(false);
  function submit(): void {
    send();
    if (deed !== "restore") {
      deeds.publish.mutate(number, { onSuccess: onClose });
    } else if (draft.data) {
      deeds.recover.reset();
      deeds.publish.reset();
      deeds.restore.mutate({ number, etag: draft.data.etag }, { onSuccess: onClose });
    }
  }
  return (
    <Dialog isOpen onClose={onClose} title={tl(words[deed].title, { n: number })}>
      <LifeForm
        error={isSent ? mutation.error : null}
        hint={tl(words[deed].hint, { n: number })}
        submit={tl(words[deed].submit)}
        isPending={mutation.isPending}
        isReady={deed !== "restore" || draft.data !== undefined}
        onSubmit={submit}
        onClose={onClose}
      />
    </Dialog>
  );
}

interface KeptDraftsProps {
  tenant: string;
  process: string;
  mayWork: boolean;
  recover: Deeds["recover"];
}

/** Drafts that a restore replaced, for later than the undo of the moment. */
function KeptDrafts({ tenant, process, mayWork, recover }: KeptDraftsProps) {
  const { t: tl } = useTranslation("life");
  const { data: kept } = useQuery(keptDraftsQuery(tenant, process));
  const { data: draft } = useQuery(draftQuery(tenant, process));
  if (!kept || kept.length === 0) {
    return null;
  }
  return (
    <Card title={tl("versions.kept")}>
      <ul className={classes.kept}>
        {kept.map(({ id, reason, savedBy, keptAt }) => (
          <li key={id}>
            <span>
              {tl("versions.keptBy", { reason, name: savedBy })} · <Moment at={keptAt} />
            </span>
            {mayWork ? (
              <Button
                variant="default"
                size="compact-sm"
                disabled={!draft}
                loading={recover.isPending && recover.variables.id === id}
                onClick={() => draft && recover.mutate({ id, etag: draft.etag })}
              >
                {tl("versions.keptBack")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
