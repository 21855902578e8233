import "@/i18n/runPage";
import type { ComponentView, NewMark } from "@contract";
import { Button, Radio, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { markComponent } from "@/api/runs";
import { Dialog } from "@/components/Dialog";
import { Moment } from "@/components/Moment";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import form from "@/features/process/Process.module.css";
import { covers, useRole } from "@/features/session/useSession";

interface MarkCardProps {
  tenant: string;
  run: string;
  /** Whether the run has ended, so that its components can be marked. */
  isOver: boolean;
  component: ComponentView;
}

const marked: readonly ComponentView["state"][] = ["FAILED", "SKIPPED", "STOPPED"];

/** What a repetition of the run is to take a component for that did not succeed: shown to all, said by engineers. */
export function MarkCard({ tenant, run, isOver, component }: MarkCardProps) {
  const { t } = useTranslation();
  const mayMark = covers(useRole(tenant), "engineer") && isOver && marked.includes(component.state);
  const [isOpen, { open, close }] = useDisclosure(false);
  const mark = useMark(tenant, run, component.key, close);
  return (
    <>
      {component.mark ? (
        <Notice tone="idle" title={t(`mark.is.${component.mark.as}`)}>
          {component.mark.reason}{" "}
          <span>
            {t("mark.by", { name: component.mark.by })} <Moment at={component.mark.at} />
          </span>
        </Notice>
      ) : null}
      {mark.error && !isOpen ? <ProblemNotice error={mark.error} /> : null}
      {mayMark ? (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              mark.reset();
              open();
            }}
          >
            {t(component.mark ? "mark.change" : "mark.action")}
          </Button>{" "}
          {component.mark ? (
            <Button variant="subtle" size="compact-sm" loading={mark.isPending} onClick={() => mark.mutate(null)}>
              {t("mark.takeBack")}
            </Button>
          ) : null}
        </div>
      ) : null}
      {isOpen ? <MarkDialog label={component.label} before={component.mark} mark={mark} onClose={close} /> : null}
    </>
  );
}

function useMark(tenant: string, run: string, component: string, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (mark: NewMark | null) => markComponent(tenant, { run, component, mark }),
    onSuccess: (answer) => {
      queries.setQueryData(keys.run(tenant, run), answer);
      onDone();
    },
  });
}

interface MarkDialogProps {
  label: string;
  /** What was said before; null for nothing. */
  before: ComponentView["mark"];
  mark: ReturnType<typeof useMark>;
  onClose: () => void;
}

function MarkDialog({ label, before, mark, onClose }: MarkDialogProps) {
  const { t } = useTranslation();
  const [as, setAs] = useState<NewMark["as"]>(before?.as ?? "SKIPPED");
  const [reason, setReason] = useState(before?.reason ?? "");
  return (
    <Dialog isOpen onClose={onClose} title={t("mark.title", { label })}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          mark.mutate({ as, reason });
        }}
      >
        {mark.error ? <ProblemNotice error={mark.error} /> : null}
        <p className={form.lead}>{t("mark.lead")}</p>
        <Radio.Group
          label={t("mark.as")}
          value={as}
          onChange={(value) => setAs(value === "SUCCEEDED" ? "SUCCEEDED" : "SKIPPED")}
        >
          {(["SKIPPED", "SUCCEEDED"] as const).map((each) => (
            <Radio
              key={each}
              value={each}
              mt={8}
              label={t(`mark.choices.${each}`)}
              description={t(`mark.hints.${each}`)}
            />
          ))}
        </Radio.Group>
        <Textarea
          label={t("mark.reason")}
          description={t("mark.reasonHint")}
          required
          maxLength={500}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={form.formActions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" size="sm" loading={mark.isPending} disabled={reason.trim() === ""}>
            {t("mark.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
