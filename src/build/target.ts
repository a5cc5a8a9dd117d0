/** The systems a release is made for. */

/** The three kinds of system that matter for what a program may ask of them. */
export type TargetOs = "linux" | "darwin" | "windows";

export interface Target {
  /** As the archive is named: `linux-x64`. */
  readonly name: string;
  /** As `deno compile --target` wants it. */
  readonly triple: string;
  readonly os: TargetOs;
}

export const TARGETS: readonly Target[] = [
  { name: "linux-x64", triple: "x86_64-unknown-linux-gnu", os: "linux" },
  { name: "linux-arm64", triple: "aarch64-unknown-linux-gnu", os: "linux" },
  { name: "macos-x64", triple: "x86_64-apple-darwin", os: "darwin" },
  { name: "macos-arm64", triple: "aarch64-apple-darwin", os: "darwin" },
  { name: "windows-x64", triple: "x86_64-pc-windows-msvc", os: "windows" },
];

/** `tcplab`, or `tcplab.exe` where programs end so. */
export function executableName(os: TargetOs): string {
  return os === "windows" ? "tcplab.exe" : "tcplab";
}

/** This machine's kind of system. */
export function hostOs(): TargetOs {
  return Deno.build.os === "windows" || Deno.build.os === "darwin" ? Deno.build.os : "linux";
}
