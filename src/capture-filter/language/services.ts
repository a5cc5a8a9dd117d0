/** Names of ports: `port http`. */

/** A name's ports by transport: `tcp` to 80. */
export type Services = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The services of a text in the form of services(5): `http 80/tcp www # comment`; lines of another form are left out. */
export function parseServices(text: string): Services {
  const services = new Map<string, Map<string, number>>();
  for (const line of text.split("\n")) {
    const [name = "", place = "", ...aliases] = line.replace(/#.*/, "").trim().split(/\s+/);
    const [, port = "", transport = ""] = /^(\d+)\/(\w+)$/.exec(place) ?? [];
    if (port === "") continue;
    for (const known of [name, ...aliases]) {
      const ports = services.get(known) ?? new Map<string, number>();
      if (!ports.has(transport)) ports.set(transport, Number(port));
      services.set(known, ports);
    }
  }
  return services;
}

/** What is known where there is no such file. */
export const WELL_KNOWN_SERVICES: Services = parseServices(`
ftp 21/tcp
ssh 22/tcp
telnet 23/tcp
smtp 25/tcp
domain 53/tcp
domain 53/udp
http 80/tcp
ntp 123/udp
imap2 143/tcp imap
snmp 161/udp
https 443/tcp
https 443/udp
`);
