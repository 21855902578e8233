import type { TrialSample } from "@contract";
import { Button, Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowsMaximize } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ScrollRegion } from "@/components/ScrollRegion";
import { useTopmost } from "@/components/useTopmost";
import { type Cell, cellsOf, isNumeric } from "../model/trial";
import { TextBecause } from "./TextBecause";
import classes from "./Try.module.css";

type Found = TrialSample["components"][number];

/** More than this is cut in the table and shown whole on demand. */
const SHOWN = 60;

/** The rows of a sample beside the settings, and large over the page on demand. */
export function SampleTable({ found, label }: { found: Found; label: string }) {
  const { t } = useTranslation();
  const [isLarge, large] = useDisclosure(false);
  const isTopmost = useTopmost(isLarge);
  return (
    <section className={classes.rows}>
      <div className={classes.rowsHead}>
        <span>{found.rows.length === 0 ? t("try.noRows") : t("try.rowsShown", { count: found.rows.length })}</span>
        <Button
          variant="subtle"
          leftSection={<IconArrowsMaximize size={14} aria-hidden />}
          onClick={large.open}
          data-testid="enlarge"
        >
          {t("try.enlarge")}
        </Button>
      </div>
      <ScrollRegion label={t("try.table", { label })} className={classes.scroll}>
        <Rows found={found} />
      </ScrollRegion>
      <Modal
        opened={isLarge}
        closeOnEscape={isTopmost}
        closeOnClickOutside={isTopmost}
        onClose={large.close}
        title={t("try.table", { label })}
        size="min(1200px, 94vw)"
        closeButtonProps={{ "aria-label": t("app.close") }}
        attributes={{ header: { role: "none" } }}
        styles={{ title: { fontWeight: 600, fontSize: 16, overflowWrap: "anywhere" } }}
      >
        <ScrollRegion label={t("try.table", { label })} className={classes.large}>
          <Rows found={found} />
        </ScrollRegion>
      </Modal>
    </section>
  );
}

function Rows({ found }: { found: Found }) {
  const rows = useMemo(() => cellsOf(found), [found]);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          {found.columns.map(({ name, type, textBecause }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: files may have two columns of one name
            <th key={at} scope="col" data-number={isNumeric(type) || undefined}>
              {name}
              <span className={classes.type}>{type}</span>
              <TextBecause values={textBecause} className={classes.because} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, and never move
          <tr key={at}>
            {row.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as its column
              <td key={column} data-number={isNumeric(found.columns[column]?.type ?? "") || undefined}>
                <Content cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Content({ cell }: { cell: Cell }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const { text, isCut } = cell;
  if (text === null) {
    return <span className={classes.none}>{t("try.noValue")}</span>;
  }
  if (text.length <= SHOWN && !isCut) {
    return text;
  }
  return (
    <button
      type="button"
      className={classes.long}
      aria-expanded={isWhole}
      title={isWhole ? undefined : t("try.whole")}
      onClick={() => setWhole(!isWhole)}
    >
      {isWhole ? text : `${text.slice(0, SHOWN)}…`}
      {isWhole && isCut ? <span className={classes.none}> {t("try.cut")}</span> : null}
    </button>
  );
}
