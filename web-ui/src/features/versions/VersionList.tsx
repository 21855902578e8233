import type { VersionSummary } from "@contract";
import { Button } from "@mantine/core";
import { IconArrowBackUp, IconCircleCheckFilled, IconRocket } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Moment } from "@/components/Moment";
import { Status } from "@/components/Status";
import { isOnItsWay } from "@/components/status";
import classes from "./Versions.module.css";

export type VersionDeed = "restore" | "publish" | "roll-back";

interface VersionListProps {
  tenant: string;
  process: string;
  versions: VersionSummary[];
  /** The number of the version that is live; undefined when none is, or it is on another page. */
  live: number | undefined;
  shown: readonly (number | "draft" | undefined)[];
  mayWork: boolean;
  onPick: (number: number) => void;
  onDeed: (deed: VersionDeed, version: VersionSummary) => void;
}

/** Who made which version and what became of it. */
export function VersionList({ versions, ...others }: VersionListProps) {
  const { t: tl } = useTranslation("life");
  return (
    <ol className={classes.list} aria-label={tl("versions.list")}>
      {versions.map((version) => (
        <Version key={version.number} version={version} {...others} />
      ))}
    </ol>
  );
}

type VersionProps = Omit<VersionListProps, "versions"> & { version: VersionSummary };

function Version({ tenant, process, version, live, shown, mayWork, onPick, onDeed }: VersionProps) {
  const { t: tl } = useTranslation("life");
  const isPublishing = version.publicationState !== null && isOnItsWay(version.publicationState);
  const isEarlier = live !== undefined && version.number < live;
  return (
    <li className={classes.item} data-shown={shown.includes(version.number)} data-testid={`version-${version.number}`}>
      <div className={classes.line}>
        <button type="button" className={classes.pick} onClick={() => onPick(version.number)}>
          {tl("versions.number", { n: version.number })}
        </button>
        {version.live ? <Status tone="ok" icon={IconCircleCheckFilled} word={tl("versions.live")} /> : null}
      </div>
      <p className={version.note === "" ? classes.dim : classes.note}>{version.note || tl("versions.noNote")}</p>
      <div className={classes.facts}>
        <span>{version.author}</span>
        <Moment at={version.createdAt} />
        <code title={version.sha256}>{version.sha256.slice(0, 12)}</code>
      </div>
      <div className={classes.facts}>
        <span>
          {version.publication === null
            ? tl("versions.neverPublished")
            : tl("versions.publication", { n: version.publication })}
        </span>
        {version.runs === 0 ? (
          <span>{tl("versions.noRuns")}</span>
        ) : (
          <Link to="/t/$tenant/runs" params={{ tenant }} search={{ process, version: version.number }}>
            {tl("versions.runs", { count: version.runs })}
          </Link>
        )}
      </div>
      {mayWork ? (
        <div className={classes.line}>
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            onClick={() => onDeed("restore", version)}
          >
            {tl("versions.restore")}
          </Button>
          {version.live || isPublishing ? null : (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconRocket size={14} aria-hidden />}
              onClick={() => onDeed(isEarlier ? "roll-back" : "publish", version)}
            >
              {tl(isEarlier ? "versions.rollBack" : "versions.publish")}
            </Button>
          )}
        </div>
      ) : null}
    </li>
  );
}
