/**
 * Ubuntu since 24.04 lets only programs with an AppArmor profile make user namespaces
 * (kernel.apparmor_restrict_unprivileged_userns). A profile that restricts nothing is enough, and is what that system
 * ships for browsers and others.
 */

/** The one command, for a user who may use sudo. */
export const APPARMOR_COMMAND =
  "tcplab lab --apparmor | sudo sh -c 'cat > /etc/apparmor.d/tcplab && apparmor_parser -r /etc/apparmor.d/tcplab'";

/** The profile for the program at `path`; `unshare`, which the program starts, stays under it. */
export function apparmorProfile(path: string): string {
  const quoted = /[^A-Za-z0-9_./-]/.test(path) ? `"${path.replace(/["\\*?[\]{}^,]/g, "\\$&")}"` : path;
  return `# Allows tcplab to make the user namespaces in which the hosts of its lab live.
# ${APPARMOR_COMMAND}
abi <abi/4.0>,
include <tunables/global>

profile tcplab ${quoted} flags=(unconfined) {
  userns,

  include if exists <local/tcplab>
}
`;
}
