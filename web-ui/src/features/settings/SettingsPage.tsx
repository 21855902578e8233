import "@/i18n/settings";
import { Button } from "@mantine/core";
import { IconListSearch, IconStack2 } from "@tabler/icons-react";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/PageHeader";
import { covers, useRole } from "@/features/session/useSession";
import { ExportsCard } from "./ExportsCard";
import { RetentionCard } from "./RetentionCard";
import { SamplesCard } from "./SamplesCard";
import classes from "./Settings.module.css";

/** What a tenant decides for itself. */
export function SettingsPage() {
  const { t } = useTranslation("settings");
  const { tenant } = useParams({ from: "/signed-in/t/$tenant/settings" });
  const mayEdit = covers(useRole(tenant), "tenant-admin");
  return (
    <>
      <PageHeader
        title={t("title")}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconStack2 size={16} aria-hidden />}
              renderRoot={(props) => <Link to="/t/$tenant/stages" params={{ tenant }} {...props} />}
            >
              {t("stages")}
            </Button>
            {mayEdit ? (
              <Button
                variant="default"
                leftSection={<IconListSearch size={16} aria-hidden />}
                renderRoot={(props) => <Link to="/t/$tenant/audit" params={{ tenant }} {...props} />}
              >
                {t("audit")}
              </Button>
            ) : null}
          </>
        }
      />
      {mayEdit ? null : <p className={classes.lead}>{t("forbidden")}</p>}
      <div className={classes.page}>
        <RetentionCard tenant={tenant} mayEdit={mayEdit} />
        <ExportsCard tenant={tenant} />
        <SamplesCard tenant={tenant} mayEdit={mayEdit} />
      </div>
    </>
  );
}
