/** Paths below a location: folders end in a slash, and the location itself is the empty path. */

/** The folder that a path lies in. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/", path.length - 2) + 1);
}

/** What a path is called in its folder. */
export function nameOf(path: string): string {
  return path.slice(folderOf(path).length);
}

/** Where to begin looking for what a setting names: its folder, as far as no run value stands in it. */
export function beginAt(path: string): string {
  const [plain = ""] = path.split("${");
  return plain.slice(0, plain.lastIndexOf("/") + 1);
}

/** A folder and all folders above it, from the top. */
export function wayTo(folder: string): string[] {
  const way: string[] = [];
  for (let at = folder; at !== ""; at = folderOf(at)) {
    way.unshift(at);
  }
  return way;
}

/** A folder as settings name it. */
export function withoutSlash(folder: string): string {
  return folder.replace(/\/$/, "");
}
