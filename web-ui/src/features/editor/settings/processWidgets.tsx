import { Select } from "@mantine/core";
import type { WidgetProps } from "@rjsf/utils";
import { IconExternalLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { catalogQuery } from "@/api/catalog";
import { ProcessSelect } from "@/features/processes/ProcessSelect";
import { afterPress } from "./afterPress";
import classes from "./Form.module.css";
import { contextOf } from "./formContext";
import { useCalled } from "./useCalled";

function isOff({ disabled, readonly }: WidgetProps): boolean {
  return disabled === true || readonly === true;
}

/** What is offered, with what is chosen even where that is not among it. */
function withChosen(data: { value: string; label: string }[], chosen: string) {
  return chosen === "" || data.some(({ value }) => value === chosen)
    ? data
    : [...data, { value: chosen, label: chosen }];
}

/** A process of the tenant, found by what one types of its name or key. */
export function ProcessWidget(props: WidgetProps) {
  const { t } = useTranslation();
  const { id, value, onChange, onBlur, registry } = props;
  const { tenant, process } = contextOf(registry);
  const chosen = typeof value === "string" ? value : "";
  const called = useCalled(tenant, chosen);
  return (
    <div className={classes.stackTight}>
      <ProcessSelect
        id={id}
        tenant={tenant}
        value={chosen}
        except={process}
        disabled={isOff(props)}
        aria-describedby={`${id}-help`}
        onChange={(key) => onChange(key === "" ? undefined : key)}
        onBlur={() => afterPress(() => onBlur(id, value))}
      />
      {called.kind === "unpublished" ? <p className={classes.help}>{t("settings.processUnpublished")}</p> : null}
      {called.kind === "unpublished" || called.kind === "published" ? (
        <Link
          to="/t/$tenant/processes/$process"
          params={{ tenant, process: chosen }}
          target="_blank"
          className={classes.link}
        >
          {t("settings.processOpen")} <IconExternalLink size={14} aria-hidden />
        </Link>
      ) : null}
    </div>
  );
}

/** A component of the process that is run, out of those that yield rows. */
export function ProcessComponentWidget(props: WidgetProps) {
  const { t } = useTranslation();
  const { id, value, onChange, onBlur, registry } = props;
  const { tenant, called: process } = contextOf(registry);
  const called = useCalled(tenant, process);
  const { data: types } = useQuery(catalogQuery);
  const chosen = typeof value === "string" ? value : "";
  const rowless = new Set(types?.filter(({ producesOutput }) => !producesOutput).map(({ type }) => type));
  const components = called.kind === "published" ? called.definition.components : [];
  const offered = components
    .filter(({ type }) => !rowless.has(type))
    .map(({ key, label }) => ({ value: key, label: `${label} (${key})` }));
  return (
    <div className={classes.stackTight}>
      <Select
        id={id}
        data={withChosen(offered, chosen)}
        value={chosen === "" ? null : chosen}
        placeholder={t("settings.noRows")}
        clearable
        clearButtonProps={{ "aria-label": t("settings.noRows") }}
        disabled={isOff(props)}
        aria-describedby={`${id}-help`}
        comboboxProps={{ withinPortal: true }}
        onChange={(key) => onChange(key ?? undefined)}
        onBlur={() => afterPress(() => onBlur(id, value))}
      />
      {called.kind === "none" || called.kind === "unpublished" ? (
        <p className={classes.help}>{t(`settings.rowsWhen.${called.kind}`)}</p>
      ) : null}
    </div>
  );
}
