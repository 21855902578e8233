import { useTranslation } from "react-i18next";
import classes from "./TagList.module.css";

/** The tags of a process; each may be the way to all processes that have it. */
export function TagList({ tags, onTag }: { tags: readonly string[]; onTag?: (tag: string) => void }) {
  const { t } = useTranslation();
  if (tags.length === 0) {
    return null;
  }
  return (
    <ul className={classes.tags}>
      {tags.map((tag) => (
        <li key={tag}>
          {onTag ? (
            <button
              type="button"
              className={classes.tag}
              title={t("processes.ofTag", { tag })}
              onClick={() => onTag(tag)}
            >
              {tag}
            </button>
          ) : (
            <span className={classes.tag}>{tag}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
