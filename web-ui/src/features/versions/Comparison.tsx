import type { VersionDiff } from "@contract";
import { ActionIcon, NativeSelect, Tooltip } from "@mantine/core";
import { IconArrowsExchange, IconEqual, IconMinus, IconPencil, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { catalogQuery } from "@/api/catalog";
import { draftQuery, versionQuery } from "@/api/processes";
import { diffQuery, type Side } from "@/api/versions";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import { Loading } from "@/components/Loading";
import { ProblemNotice } from "@/components/ProblemNotice";
import { Status } from "@/components/Status";
import { type ProcessDefinition, readDefinition } from "@/features/graph/definition";
import { GraphFrame } from "@/features/graph/GraphFrame";
import { noStatus } from "@/features/graph/status";
import { marksOf, merged, tally } from "./comparison";
import { Differences } from "./Differences";
import classes from "./Versions.module.css";

interface ComparisonProps {
  tenant: string;
  process: string;
  from: Side;
  to: Side;
  newest: number;
  onSides: (from: Side, to: Side) => void;
}

const icons = { ADDED: IconPlus, REMOVED: IconMinus, CHANGED: IconPencil } as const;
const tones = { ADDED: "ok", REMOVED: "bad", CHANGED: "wait" } as const;

/** One side's definition: of a version, which never changes, or of the draft as it stands. */
function useDefinition(tenant: string, process: string, side: Side): ProcessDefinition | undefined {
  const isDraft = side === "draft";
  const draft = useQuery({ ...draftQuery(tenant, process), enabled: isDraft });
  const version = useQuery({ ...versionQuery(tenant, process, isDraft ? 0 : side), enabled: !isDraft });
  const definition = isDraft ? draft.data?.definition : version.data?.definition;
  return useMemo(() => (definition === undefined ? undefined : readDefinition(definition)), [definition]);
}

/** Two sides in one picture, and below it everything that differs. */
export function Comparison({ tenant, process, from, to, newest, onSides }: ComparisonProps) {
  const { t: tl } = useTranslation("life");
  const { data: diff, error, refetch } = useQuery(diffQuery(tenant, process, from, to));
  const before = useDefinition(tenant, process, from);
  const after = useDefinition(tenant, process, to);
  return (
    <>
      <Card
        title={tl("versions.compare")}
        flush
        aside={<Sides from={from} to={to} newest={newest} onSides={onSides} diff={diff} />}
      >
        {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
        {diff && before && after ? (
          <Picture diff={diff} before={before} after={after} />
        ) : error ? null : (
          <Loading rows={4} height={48} />
        )}
      </Card>
      <Card title={tl("versions.differences")}>
        {diff?.same && diff.layout.length === 0 ? (
          <EmptyState icon={IconEqual} title={tl("versions.same")} hint={tl("versions.sameHint")} />
        ) : null}
        {diff && !(diff.same && diff.layout.length === 0) ? <Differences diff={diff} /> : null}
        {diff || error ? null : <Loading rows={4} />}
      </Card>
    </>
  );
}

function useSideName() {
  const { t: tl } = useTranslation("life");
  return (side: Side) => (side === "draft" ? tl("versions.draft") : tl("versions.number", { n: side }));
}

type SidesProps = Pick<ComparisonProps, "from" | "to" | "newest" | "onSides"> & { diff: VersionDiff | undefined };

function Sides({ from, to, newest, onSides, diff }: SidesProps) {
  const { t: tl } = useTranslation("life");
  const nameOf = useSideName();
  const all: Side[] = ["draft", ...Array.from({ length: newest }, (_, at) => newest - at)];
  const options = all.map((side) => ({ value: String(side), label: nameOf(side) }));
  const read = (value: string): Side => (value === "draft" ? value : Number(value));
  return (
    <div className={classes.sides}>
      <span className={classes.tally}>
        {(diff ? tally(diff) : []).map(({ kind, count }) => (
          <Status
            key={kind}
            tone={tones[kind]}
            icon={icons[kind]}
            word={tl(`versions.summary.${kind}`, { count })}
            plain
          />
        ))}
      </span>
      <span className={classes.pair}>
        <NativeSelect
          aria-label={tl("versions.from")}
          data={options}
          value={String(from)}
          onChange={({ currentTarget: { value } }) => onSides(read(value), to)}
          className={classes.side}
        />
        <Tooltip label={tl("versions.swap")}>
          <ActionIcon variant="default" size={32} aria-label={tl("versions.swap")} onClick={() => onSides(to, from)}>
            <IconArrowsExchange size={16} />
          </ActionIcon>
        </Tooltip>
        <NativeSelect
          aria-label={tl("versions.to")}
          data={options}
          value={String(to)}
          onChange={({ currentTarget: { value } }) => onSides(from, read(value))}
          className={classes.side}
        />
      </span>
    </div>
  );
}

interface PictureProps {
  diff: VersionDiff;
  before: ProcessDefinition;
  after: ProcessDefinition;
}

function Picture({ diff, before, after }: PictureProps) {
  const { t } = useTranslation();
  const { t: tl } = useTranslation("life");
  const nameOf = useSideName();
  const { data: types } = useQuery(catalogQuery);
  const definition = useMemo(() => merged(before, after), [before, after]);
  const marks = useMemo(() => marksOf(diff), [diff]);
  const side = (text: string): Side => (text === "draft" ? text : Number(text));
  if (definition.components.length === 0) {
    return <EmptyState icon={IconEqual} title={t("process.emptyGraph")} hint={tl("versions.sameHint")} />;
  }
  return (
    <GraphFrame
      key={`${diff.from} ${diff.to}`}
      name={tl("versions.picture", { from: nameOf(side(diff.from)), to: nameOf(side(diff.to)) })}
      definition={definition}
      types={types ?? []}
      status={noStatus}
      marks={marks}
      selected={null}
      onSelect={(key) => document.getElementById(`thing-${key}`)?.scrollIntoView({ block: "start" })}
    />
  );
}
