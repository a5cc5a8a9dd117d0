/** The formula for Homebrew (docs.brew.sh/Formula-Cookbook): macOS and Linux, both kinds of processor. Pure. */
import { archiveFor, downloadsOf, homepageOf, type MadeRelease, SUMMARY } from "./made_release.ts";

/** Homebrew's words for the targets' systems and processors. */
const SYSTEMS = [["on_macos", "macos"], ["on_linux", "linux"]] as const;
const PROCESSORS = [["on_arm", "arm64"], ["on_intel", "x64"]] as const;

function source(release: MadeRelease, target: string): string[] {
  const { name, sha256 } = archiveFor(release, target);
  return [`url "${downloadsOf(release)}${name}"`, `sha256 "${sha256}"`];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** `tcplab.rb`: the program, its completions and manual pages come from the archive alone. */
export function homebrewFormula(release: MadeRelease): string {
  const sources = SYSTEMS.flatMap(([onSystem, system]) => {
    const blocks = PROCESSORS.flatMap(([onProcessor, processor]) => [
      `${onProcessor} do`,
      ...indented(source(release, `${system}-${processor}`)),
      "end",
    ]);
    return [`${onSystem} do`, ...indented(blocks), "end", ""];
  });
  const body = [
    `desc "${SUMMARY}"`,
    `homepage "${homepageOf(release)}"`,
    `version "${release.version}"`,
    'license "MIT"',
    "",
    ...sources,
    "def install",
    '  bin.install "tcplab"',
    '  generate_completions_from_executable(bin/"tcplab", "completions", shells: [:bash, :zsh, :fish])',
    "  man1.mkpath",
    '  system bin/"tcplab", "man", "--directory", man1',
    "end",
    "",
    "test do",
    '  assert_match version.to_s, shell_output("#{bin}/tcplab --version")',
    "end",
  ];
  const lines = ["class Tcplab < Formula", ...indented(body), "end"];
  return lines.map((line) => line.trimEnd()).join("\n") + "\n";
}
