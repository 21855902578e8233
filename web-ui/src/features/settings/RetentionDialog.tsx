import "@/i18n/settings";
import { Checkbox, NumberInput, Radio } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "@/api/keys";
import { type RunsDue, retentionPreviewQuery, setRetention } from "@/api/settings";
import { Dialog } from "@/components/Dialog";
import { Notice } from "@/components/Notice";
import { ProblemNotice } from "@/components/ProblemNotice";
import { LifeForm } from "@/features/life/LifeForm";
import classes from "./Settings.module.css";
import { dayOf, useDueText } from "./useDueText";

const LEAST = 30;
const MOST = 3650;
const USUAL = 365;

interface RetentionDialogProps {
  tenant: string;
  days: number | null;
  onClose: () => void;
}

/** Chooses how long ended runs are kept; who would have runs removed sees how many, and says that this is meant. */
export default function RetentionDialog({ tenant, days: before, onClose }: RetentionDialogProps) {
  const { t } = useTranslation("settings");
  const queries = useQueryClient();
  const [isForEver, setForEver] = useState(before === null);
  const [days, setDays] = useState<number | string>(before ?? USUAL);
  const [isMeant, setMeant] = useState(false);
  const isNumber = typeof days === "number" && Number.isInteger(days) && days >= LEAST && days <= MOST;
  const [asked] = useDebouncedValue(days, 300);
  const preview = useQuery({
    ...retentionPreviewQuery(tenant, Number(asked)),
    enabled: !isForEver && isNumber && asked === days,
  });
  const due = !isForEver && isNumber && asked === days && !preview.isFetching ? preview.data : undefined;
  const goes = due !== undefined && due.runs > 0;
  const save = useMutation({
    mutationFn: () => setRetention(tenant, isForEver ? null : Number(days)),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.retention(tenant) });
      onClose();
    },
  });
  const choose = (value: string) => {
    setForEver(value === "forever");
    setMeant(false);
  };
  return (
    <Dialog isOpen onClose={onClose} title={t("retention.dialog")}>
      <LifeForm
        error={save.error}
        submit={t(goes ? "retention.saveAndRemove" : "retention.save")}
        isPending={save.isPending}
        isReady={isForEver || (due !== undefined && (!goes || isMeant))}
        danger={goes}
        onSubmit={() => save.mutate()}
        onClose={onClose}
      >
        <Radio.Group value={isForEver ? "forever" : "days"} onChange={choose} label={t("retention.keep")}>
          <div className={classes.choices}>
            <Radio value="forever" label={t("retention.choiceForEver")} mt={8} />
            <Radio value="days" label={t("retention.choiceDays")} />
          </div>
        </Radio.Group>
        {isForEver ? null : (
          <NumberInput
            label={t("retention.daysLabel")}
            description={t("retention.daysHint")}
            min={LEAST}
            max={MOST}
            clampBehavior="none"
            allowDecimal={false}
            allowNegative={false}
            value={days}
            error={isNumber ? undefined : t("retention.daysFault")}
            onChange={(value) => {
              setDays(value);
              setMeant(false);
            }}
          />
        )}
        {isForEver || !isNumber ? null : preview.error ? (
          <ProblemNotice error={preview.error} onRetry={() => void preview.refetch()} />
        ) : due === undefined ? (
          <p className={`${classes.words} ${classes.dim}`} role="status">
            {t("retention.looking")}
          </p>
        ) : (
          <Preview due={due} isMeant={isMeant} onMeant={setMeant} />
        )}
      </LifeForm>
    </Dialog>
  );
}

interface PreviewProps {
  due: RunsDue;
  isMeant: boolean;
  onMeant: (isMeant: boolean) => void;
}

function Preview({ due, isMeant, onMeant }: PreviewProps) {
  const { t } = useTranslation("settings");
  const dueText = useDueText();
  if (due.runs === 0) {
    return (
      <p className={classes.words} role="status">
        {t("retention.previewNone", { before: dayOf(due.before) })}
      </p>
    );
  }
  return (
    <div className={classes.preview}>
      <Notice tone="bad" role="status" title={t("retention.preview", dueText(due))}>
        <p>
          {due.oldestEnd !== null && due.newestEnd !== null
            ? t("retention.span", { oldest: dayOf(due.oldestEnd), newest: dayOf(due.newestEnd) })
            : null}{" "}
          {t("retention.stays")}
        </p>
      </Notice>
      <Checkbox
        label={t("retention.confirm", dueText(due))}
        checked={isMeant}
        onChange={(event) => onMeant(event.currentTarget.checked)}
      />
    </div>
  );
}
