/** Which hosts a certificate is good for, as a client will judge it (RFC 9525). */
import { X509Certificate } from "node:crypto";

export class CertificateNames {
  readonly #certificate: X509Certificate;

  /** @param pem A chain in PEM; its first certificate counts. */
  constructor(pem: string) {
    this.#certificate = new X509Certificate(pem);
  }

  /** @param host A name, an IPv4 address, or an IPv6 address in brackets. */
  cover(host: string): boolean {
    const address = /^\[(.+)\]$/.exec(host)?.[1] ?? host;
    const found = /^[\d.]+$|:/.test(address)
      ? this.#certificate.checkIP(address)
      : this.#certificate.checkHost(address.toLowerCase());
    return found !== undefined;
  }
}
