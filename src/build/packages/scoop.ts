/** The manifest for Scoop (its wiki, "App Manifests"): Windows. Pure. */
import { archiveFor, downloadsOf, folderIn, homepageOf, type MadeRelease, SUMMARY } from "./made_release.ts";

/** `tcplab.json`, with what Scoop needs to find the next version by itself. */
export function scoopManifest(release: MadeRelease): string {
  const { name, sha256 } = archiveFor(release, "windows-x64");
  const anyVersion = (text: string) => text.replaceAll(release.version, "$version");
  const url = downloadsOf(release) + name;
  const manifest = {
    version: release.version,
    description: SUMMARY,
    homepage: homepageOf(release),
    license: "MIT",
    architecture: { "64bit": { url, hash: sha256, extract_dir: folderIn(name) } },
    bin: "tcplab.exe",
    checkver: "github",
    autoupdate: {
      architecture: { "64bit": { url: anyVersion(url), extract_dir: anyVersion(folderIn(name)) } },
      hash: { url: "$baseurl/SHA256SUMS" },
    },
  };
  return JSON.stringify(manifest, null, 2) + "\n";
}
