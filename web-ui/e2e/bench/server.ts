import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { root } from "../stack";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

/** The page with bare React Flow, built as the product is built and served as files, as the api serves the product. */
export async function serveBare(): Promise<{ url: string; server: Server }> {
  const outDir = `${root}.headgate/bench/bare`;
  await build({
    configFile: false,
    root: `${root}web-ui/e2e/bench/bare`,
    logLevel: "warn",
    plugins: [react()],
    build: { target: "es2022", outDir, emptyOutDir: true },
  });
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").replace(/\?.*/, "").replace(/\/$/, "/index.html");
    const file = join(outDir, path);
    if (!file.startsWith(outDir) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const isAsset = path.startsWith("/assets/");
    response
      .writeHead(200, {
        "Content-Type": types[extname(path)] ?? "application/octet-stream",
        "Cache-Control": isAsset ? "max-age=31536000, immutable" : "no-cache",
      })
      .end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}
