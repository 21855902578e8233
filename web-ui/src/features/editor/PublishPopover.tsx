import type { ProcessView, PublicationView } from "@contract";
import { Button, CloseButton, Popover, TextInput } from "@mantine/core";
import { useDisclosure, useWindowEvent } from "@mantine/hooks";
import { IconRocket } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import { isOnItsWay } from "@/components/status";
import { PublishSteps } from "@/features/process/PublishSteps";
import { usePublish } from "@/features/process/usePublish";
import classes from "./EditorPage.module.css";
import { say, useEditor } from "./EditorStore";
import type { Saving } from "./saving/useSaving";

interface PublishPopoverProps {
  process: ProcessView;
  newest: PublicationView | undefined;
  saving: Saving;
  isShowingProblems: boolean;
  onProblems: () => void;
}

/** As many characters as the api takes of a version's note. */
const NOTE = 500;

/** Asks what has changed, publishes, and shows the steps on the way; it goes when the publication has come to a good end. */
export function PublishPopover({ process, newest, saving, isShowingProblems, onProblems }: PublishPopoverProps) {
  const { t } = useTranslation();
  const { store, tenant } = useEditor();
  const publishing = usePublish(tenant, process.key);
  const [isOpen, popover] = useDisclosure(false);
  const [note, setNote] = useState("");
  const isAsked = useRef(false);
  const [isSaving, setSaving] = useState(false);
  /** Whether the steps take the form's place, until the popover is opened again. */
  const [isWatching, watch] = useState(false);
  const [followed, follow] = useState<{ number: number; isNew: boolean } | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const dropdown = useRef<HTMLDivElement>(null);
  const closer = useRef<HTMLButtonElement>(null);

  function open(): void {
    watch(false);
    popover.open();
  }
  function close(): void {
    if (dropdown.current?.contains(document.activeElement)) {
      opener.current?.focus();
    }
    popover.close();
  }
  // Wherever the keyboard stands: what lies over everything goes first.
  useWindowEvent(
    "keydown",
    (event) => {
      if (isOpen && event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    },
    { capture: true },
  );

  // One that somebody else asked for after it takes its place.
  const isSettled = followed !== null && newest && (newest.number !== followed.number || !isOnItsWay(newest.state));
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the moment in which the publication comes to its end
  useEffect(() => {
    if (!isSettled) {
      return;
    }
    if (newest.number === followed.number && newest.state === "LIVE") {
      say(store, t(followed.isNew ? "editorRun.published" : "publication.unchanged", { n: newest.number }));
      close();
    } else if (newest.trouble) {
      say(store, newest.trouble.sentence, "bad");
    }
    follow(null);
  }, [isSettled]);

  /** A second press while the first is still saving asks for nothing more. */
  async function publishOnce(): Promise<void> {
    if (isAsked.current || publishing.isPending) {
      return;
    }
    isAsked.current = true;
    setSaving(true);
    // The field is about to go; the keyboard stays in the popover.
    closer.current?.focus();
    try {
      await publish();
    } finally {
      isAsked.current = false;
      setSaving(false);
    }
  }
  async function publish(): Promise<void> {
    if (!(await saving.flush())) {
      say(store, t("editorRun.notSaved"), "bad");
      return;
    }
    if (store.getState().problems.length > 0) {
      say(store, t("publication.refused"), "bad");
      close();
      if (!isShowingProblems) {
        onProblems();
      }
      return;
    }
    publishing.mutate(
      { etag: saving.etag(), note: note.trim() },
      {
        onSuccess: ({ made: { number }, isNew }) => {
          follow({ number, isNew });
          watch(true);
          if (isNew) {
            // Of what is published already no version is made that the note could stand at.
            setNote("");
          }
        },
      },
    );
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void publishOnce();
  }
  const isUnderWay = isSaving || publishing.isPending;
  const isBusy = publishing.isPending || (newest !== undefined && isOnItsWay(newest.state));
  const word = t(newest ? "publication.publishAgain" : "publication.publish");
  const refused = publishing.error ? asProblem(publishing.error) : null;
  return (
    <Popover
      opened={isOpen}
      onChange={(opened) => !opened && popover.close()}
      position="bottom-end"
      width={320}
      shadow="md"
      trapFocus
      closeOnEscape={false}
      // The canvas keeps the mouse's own events for itself.
      clickOutsideEvents={["pointerdown"]}
      clickOutsideCapture
    >
      <Popover.Target>
        <Button
          ref={opener}
          variant="default"
          leftSection={<IconRocket size={16} aria-hidden />}
          onClick={() => (isOpen ? close() : open())}
          data-testid="publish"
        >
          {isBusy ? t("publication.publishing") : word}
        </Button>
      </Popover.Target>
      <Popover.Dropdown ref={dropdown} aria-label={t("publication.title")} className={classes.steps}>
        <CloseButton ref={closer} className={classes.close} aria-label={t("app.close")} onClick={close} />
        {isWatching || isUnderWay ? null : (
          <form className={classes.publishForm} onSubmit={onSubmit}>
            <TextInput
              label={t("editorRun.note")}
              description={t("editorRun.noteHint")}
              value={note}
              maxLength={NOTE}
              data-autofocus
              onChange={(event) => setNote(event.currentTarget.value)}
            />
            <Button type="submit" data-testid="publish-now">
              {word}
            </Button>
          </form>
        )}
        {refused ? <ProblemNotice error={publishing.error} /> : null}
        {newest && !isUnderWay && !refused && (isWatching || isBusy || newest.trouble) ? (
          <>
            <PublishSteps publication={newest} />
            {newest.trouble ? (
              <Notice tone={newest.state === "IMPORT_ERROR" ? "bad" : "wait"} title={newest.trouble.sentence}>
                <p>{newest.trouble.remedy}</p>
              </Notice>
            ) : null}
          </>
        ) : null}
        {isUnderWay ? <p role="status">{t("editorRun.publishFirst")}</p> : null}
      </Popover.Dropdown>
    </Popover>
  );
}
