import "@/i18n/runPage";
import type { ComponentView } from "@contract";
import { ActionIcon, Button, SegmentedControl, Select, TextInput, Tooltip } from "@mantine/core";
import { IconDownload, IconFileOff, IconLock, IconRefresh, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type LogPlace, logQuery } from "@/api/logs";
import { asProblem } from "@/api/problem";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { isTaskOver } from "@/components/status";
import { covers, useRole } from "@/features/session/useSession";
import { LogText } from "./LogText";
import classes from "./Panel.module.css";
import run from "./Run.module.css";

interface LogViewerProps {
  tenant: string;
  run: string;
  component: ComponentView;
}

const WHILE_RUNNING = 2000;
const AFTER_THE_END = 5000;
/** So long after a step's end its cluster may still deliver the rest of the log. */
const DELIVERY = 300_000;

/** How long to wait before asking for what is new; false when nothing more can come. A page that is not seen asks for nothing. */
function pace(component: ComponentView, attempt: number): number | false {
  const ended = component.attempts.find(({ number }) => number === attempt)?.endedAt ?? component.endedAt;
  if (ended === null) {
    return isTaskOver(component.state) ? false : WHILE_RUNNING;
  }
  return Date.now() - Date.parse(ended) < DELIVERY ? AFTER_THE_END : false;
}

/** The step's own log, for those who may read it. */
export function LogViewer(props: LogViewerProps) {
  const { t } = useTranslation();
  const { tenant, component } = props;
  const mayRead = covers(useRole(tenant), "engineer");
  const attempt = component.attempts.at(-1)?.number;
  if (!mayRead) {
    return <EmptyState icon={IconLock} title={t("log.forEngineers")} hint={t("log.forEngineersHint")} />;
  }
  if (attempt === undefined) {
    return isTaskOver(component.state) ? (
      <EmptyState
        icon={IconFileOff}
        title={t("log.none")}
        hint={component.reusedFrom ? t("log.elsewhere") : t("log.neverRan")}
      >
        {component.reusedFrom ? (
          <Link
            to="/t/$tenant/runs/$run"
            params={{ tenant, run: component.reusedFrom }}
            search={{ component: component.key }}
          >
            {t("log.ofRun", { run: component.reusedFrom })}
          </Link>
        ) : null}
      </EmptyState>
    ) : (
      <EmptyState icon={IconFileOff} title={t("log.notYet")} hint={t("log.noAttempt")} />
    );
  }
  return <Log {...props} newest={attempt} />;
}

function Log({ tenant, run: runId, component, newest }: LogViewerProps & { newest: number }) {
  const { t } = useTranslation();
  // Spark writes its log there; stdout holds only what a job prints.
  const [stream, setStream] = useState<LogPlace["stream"]>("stderr");
  const [chosen, setChosen] = useState<number | null>(null);
  const [query, setQuery] = useState("");
  const attempt = chosen ?? newest;
  const log = useQuery({
    ...logQuery(tenant, { run: runId, component: component.key, stream, attempt }),
    refetchInterval: () => pace(component, attempt),
  });
  const [isAsked, setAsked] = useState(false);
  const ask = () => {
    setAsked(true);
    void log.refetch().finally(() => setAsked(false));
  };
  return (
    <div className={run.stack}>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t("log.stream")}
          data={["stderr", "stdout"]}
          value={stream}
          onChange={(value) => setStream(value === "stdout" ? "stdout" : "stderr")}
        />
        {component.attempts.length > 1 ? (
          <Select
            size="xs"
            w={120}
            aria-label={t("run.attempts")}
            data={component.attempts.map(({ number }) => ({
              value: String(number),
              label: t("run.attempt", { n: number }),
            }))}
            value={String(attempt)}
            onChange={(value) => setChosen(Number(value))}
          />
        ) : null}
        <TextInput
          size="xs"
          className={classes.find}
          aria-label={t("log.search")}
          placeholder={t("log.search")}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Tooltip label={t("log.refresh")}>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t("log.refresh")}
            loading={isAsked || log.isLoading}
            onClick={ask}
          >
            <IconRefresh size={16} />
          </ActionIcon>
        </Tooltip>
        <Download text={log.data?.text} name={`${runId}-${component.key}-${attempt}-${stream}.log`} />
      </div>
      <Answer error={log.error} text={log.data?.text} query={query} label={component.label} onRetry={ask} />
    </div>
  );
}

interface AnswerProps {
  error: unknown;
  text: string | undefined;
  query: string;
  label: string;
  onRetry: () => void;
}

function Answer({ error, text, query, label, onRetry }: AnswerProps) {
  const { t } = useTranslation();
  if (error && asProblem(error).code === "log.not-yet") {
    return (
      <EmptyState icon={IconFileOff} title={t("log.notYet")} hint={t("log.notYetHint")}>
        <Button variant="default" onClick={onRetry}>
          {t("log.refresh")}
        </Button>
      </EmptyState>
    );
  }
  if (error) {
    return <ProblemNotice error={error} onRetry={onRetry} />;
  }
  return text === undefined ? <Loading rows={8} height={14} /> : <LogText text={text} query={query} label={label} />;
}

/** Saves what is shown, without asking the server again. */
function Download({ text, name }: { text: string | undefined; name: string }) {
  const { t } = useTranslation();
  function save() {
    const url = URL.createObjectURL(new Blob([text ?? ""], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <Tooltip label={t("log.download")}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t("log.download")}
        disabled={text === undefined}
        onClick={save}
      >
        <IconDownload size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
