import "@/i18n/stages";
import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useStages } from "./useStages";

interface StageChoiceProps {
  tenant: string;
  /** The default stage for undefined, which needs no word in the address. */
  stage: string | undefined;
  hint?: string;
  onStage: (stage: string | undefined) => void;
}

/** Chooses the stage that what stands below is about; there is nothing to choose with a single one. */
export function StageChoice({ tenant, stage, hint, onStage }: StageChoiceProps) {
  const { t: ts } = useTranslation("stages");
  const stages = useStages(tenant);
  const byDefault = stages.find((each) => each.byDefault)?.key;
  return stages.length === 0 ? null : (
    <Select
      label={ts("stage")}
      description={hint}
      maw={360}
      data={stages.map(({ key, name }) => ({ value: key, label: name }))}
      value={stage ?? byDefault ?? null}
      onChange={(chosen) => onStage(chosen === null || chosen === byDefault ? undefined : chosen)}
    />
  );
}
