/**
 * Kernel settings of a host's own network namespace. Every host starts from the same ones, so that a scenario does not
 * depend on how the machine is tuned.
 */
import { Failure } from "../../base/failure.ts";
import { writeSystemFile } from "../../linux/system_file.ts";
import { explainRefusal } from "./setting_refusal.ts";

/**
 * Under /proc/sys/net: Linux's own defaults, with four exceptions. Reno, because it is what courses teach and what every
 * kernel lets an unprivileged namespace choose; no tail loss probes (RFC 8985 7), which come two round trips after the
 * last segment, long before the timeout that courses teach, and would come between whenever the machine is busy; no
 * memory of earlier connections; no IPv6, whose neighbour discovery would mix with the lesson.
 */
const COMMON_SETTINGS: Readonly<Record<string, string>> = {
  "ipv6/conf/all/disable_ipv6": "1",
  "ipv6/conf/default/disable_ipv6": "1",
  "ipv4/tcp_congestion_control": "reno",
  "ipv4/tcp_no_metrics_save": "1",
  "ipv4/tcp_rmem": "4096 131072 6291456",
  "ipv4/tcp_wmem": "4096 16384 4194304",
  "ipv4/tcp_timestamps": "1",
  "ipv4/tcp_sack": "1",
  "ipv4/tcp_dsack": "1",
  "ipv4/tcp_window_scaling": "1",
  "ipv4/tcp_ecn": "2",
  "ipv4/tcp_early_retrans": "0",
  "ipv4/tcp_recovery": "1",
  "ipv4/tcp_slow_start_after_idle": "1",
  "ipv4/tcp_syn_retries": "6",
  "ipv4/tcp_synack_retries": "5",
  "ipv4/tcp_moderate_rcvbuf": "1",
  "ipv4/tcp_autocorking": "1",
};

/** With IPv6: no search for neighbours, routers and other hosts of the same address, which nobody here would answer. */
const IPV6_SETTINGS: Readonly<Record<string, string>> = {
  "ipv6/conf/all/disable_ipv6": "0",
  "ipv6/conf/default/disable_ipv6": "0",
  "ipv6/conf/default/accept_dad": "0",
  "ipv6/conf/default/accept_ra": "0",
  "ipv6/conf/default/router_solicitations": "0",
  "ipv6/conf/default/addr_gen_mode": "1",
};

/** A host is its user's own machine: its programs may have any port, and may ping. */
const OWNER_SETTINGS: Readonly<Record<string, string>> = {
  "ipv4/ip_unprivileged_port_start": "0",
  "ipv4/ping_group_range": "0 0",
};

/** Where no retransmission timeout is expected (net/ipv4/tcp_rto_min_us, since Linux 6.11). */
const STEADY_SETTINGS: Readonly<Record<string, string>> = { "ipv4/tcp_rto_min_us": "1000000" };

export interface SettingsOptions {
  /** No timeout is expected. */
  readonly steady: boolean;
  readonly ipv6: boolean;
}

/**
 * Writes settings. One of the common ones that this kernel does not have is left out; one that the scenario or the user
 * asks for throws `Failure`.
 */
export function applySettings(asked: Readonly<Record<string, string>>, { steady, ipv6 }: SettingsOptions): void {
  const common = {
    ...COMMON_SETTINGS,
    ...OWNER_SETTINGS,
    ...(steady ? STEADY_SETTINGS : {}),
    ...(ipv6 ? IPV6_SETTINGS : {}),
  };
  for (const [name, value] of Object.entries({ ...common, ...asked })) {
    try {
      writeSystemFile(`/proc/sys/net/${name}`, value);
    } catch (error) {
      if (!(name in asked)) continue;
      throw new Failure(explainRefusal(name, value, error));
    }
  }
}
