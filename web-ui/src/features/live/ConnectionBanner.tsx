import { IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./ConnectionBanner.module.css";
import { useConnection } from "./connection";

const PATIENCE = 2000;

/** Told only when it lasts: a stream that comes back at once is nobody's worry. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const isLost = useConnection((state) => state.connection === "lost");
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (!isLost) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [isLost]);
  return (
    <div role="status">
      {isShown ? (
        <p className={classes.banner}>
          <IconPlugConnectedX size={16} aria-hidden />
          {t("live.lost")}
        </p>
      ) : null}
    </div>
  );
}
