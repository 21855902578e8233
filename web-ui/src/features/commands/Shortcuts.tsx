import "@/i18n/editor";
import { Kbd } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/Dialog";
import classes from "./Shortcuts.module.css";

const everywhere = [
  ["commands", "Ctrl+K"],
  ["help", "?"],
] as const;

const canvas = [
  ["move", "← → ↑ ↓"],
  ["moveThing", "Shift+←"],
  ["settings", "Enter"],
  ["add", "A"],
  ["connect", "C"],
  ["rename", "F2"],
  ["disable", "D"],
  ["try", "Y"],
  ["note", "N"],
  ["remove", "Delete"],
  ["copy", "Ctrl+C · Ctrl+X · Ctrl+V"],
  ["duplicate", "Ctrl+D"],
  ["all", "Ctrl+A"],
  ["several", "Ctrl+click · Shift+drag"],
  ["undo", "Ctrl+Z · Ctrl+Shift+Z"],
  ["find", "/ · Ctrl+F"],
  ["tidy", "T"],
  ["fit", "F"],
  ["leave", "Esc"],
] as const;

/** Every key that does something. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog isOpen onClose={onClose} title={t("keys.title")}>
      <h3 className={classes.part}>{t("keys.everywhere")}</h3>
      <Keys keys={everywhere} />
      <h3 className={classes.part}>{t("keys.canvas")}</h3>
      <Keys keys={canvas} />
    </Dialog>
  );
}

type Key = (typeof everywhere)[number] | (typeof canvas)[number];

function Keys({ keys }: { keys: readonly Key[] }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.keys}>
      {keys.map(([what, keystrokes]) => (
        <div key={what}>
          <dt>{t(`keys.${what}`)}</dt>
          <dd>
            {keystrokes.split(" · ").map((each) => (
              <Kbd key={each} size="xs">
                {each}
              </Kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
