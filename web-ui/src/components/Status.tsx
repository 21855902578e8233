import {
  IconArrowBarToRight,
  IconArrowForwardUp,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconClockHour4,
  IconCloudUp,
  IconHandStop,
  IconLoader2,
  IconPencil,
  IconPlayerStopFilled,
  IconTransferOut,
  type TablerIcon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./Status.module.css";
import {
  type AttemptState,
  attemptTone,
  type PublicationState,
  publicationTone,
  type RunState,
  runTone,
  type TaskState,
  type Tone,
  taskTone,
} from "./status";

const icons: Record<RunState | TaskState | AttemptState, TablerIcon> = {
  WAITING: IconClockHour4,
  STARTING: IconLoader2,
  RUNNING: IconLoader2,
  STOPPING: IconHandStop,
  SETTLING: IconLoader2,
  SUCCEEDED: IconCircleCheckFilled,
  FAILED: IconCircleXFilled,
  STOPPED: IconPlayerStopFilled,
  STOP_INCOMPLETE: IconHandStop,
  SKIPPED: IconArrowBarToRight,
  NONE: IconCircleDashed,
  QUEUED: IconClockHour4,
  SUBMITTING: IconCloudUp,
  PENDING: IconClockHour4,
  PASSED: IconTransferOut,
  LEFT_OUT: IconArrowForwardUp,
  CANCELLED: IconPlayerStopFilled,
};

const publicationIcons: Record<PublicationState, TablerIcon> = {
  RENDERED: IconLoader2,
  UPLOADED: IconLoader2,
  READY: IconLoader2,
  LIVE: IconCircleCheckFilled,
  SUPERSEDED: IconArrowBarToRight,
  RETIRING: IconArrowBarToRight,
  RETIRED: IconPlayerStopFilled,
  IMPORT_ERROR: IconCircleXFilled,
};

interface StatusProps {
  tone: Tone;
  icon: TablerIcon;
  word: string;
  plain?: boolean;
}

/** A state as icon, word and colour; never by colour alone. */
export function Status({ tone, icon: Icon, word, plain = false }: StatusProps) {
  return (
    <span className={plain ? classes.plain : classes.badge} data-tone={tone}>
      <Icon size={14} aria-hidden className={Icon === IconLoader2 ? classes.turning : undefined} />
      {word}
    </span>
  );
}

export function RunStatus({ state, plain }: { state: RunState; plain?: boolean }) {
  const { t } = useTranslation();
  return <Status tone={runTone[state]} icon={icons[state]} word={t(`runState.${state}`)} plain={plain} />;
}

export function TaskStatus({ state, plain }: { state: TaskState; plain?: boolean }) {
  const { t } = useTranslation();
  return <Status tone={taskTone[state]} icon={icons[state]} word={t(`taskState.${state}`)} plain={plain} />;
}

/** A component's state where no word could be read; whoever shows it says the word in another way. */
export function TaskIcon({ state, size }: { state: TaskState; size: number }) {
  const Icon = icons[state];
  return <Icon size={size} aria-hidden className={classes.alone} data-tone={taskTone[state]} />;
}

export function AttemptStatus({ state }: { state: AttemptState }) {
  const { t } = useTranslation();
  return <Status tone={attemptTone[state]} icon={icons[state]} word={t(`attemptState.${state}`)} plain />;
}

interface PublicationStatusProps {
  state: PublicationState | null;
  /** Name of the stage that it is about, where there are several. */
  stage?: string | undefined;
}

export function PublicationStatus({ state, stage }: PublicationStatusProps) {
  const { t } = useTranslation();
  return state === null ? (
    <Status
      tone="idle"
      icon={IconPencil}
      word={stage === undefined ? t("publication.state.NONE") : t("publication.notOn", { stage })}
    />
  ) : (
    <Status tone={publicationTone[state]} icon={publicationIcons[state]} word={t(`publication.state.${state}`)} />
  );
}
