import { isCve, isTemporary, vulnerabilityId } from './vulnerabilityId';

/**
 * Which ids name the same vulnerability, as far as aliases say so.
 *
 * @remarks
 * Union-find over all ids but CVEs; a CVE is never a bridge. So two CVEs in one GHSA stay two vulnerabilities, and the
 * GHSA stands for both of them. The canonical id is the CVE where there is exactly one, else the smallest permanent id.
 * @internal
 */
export class AliasClosure {
  readonly #parents = new Map<string, string>();
  readonly #members = new Map<string, string[]>();
  readonly #cves = new Map<string, Set<string>>();

  /** @param groups - each a list of ids that are aliases of one another */
  static of(groups: Iterable<readonly string[]>): AliasClosure {
    const closure = new AliasClosure();
    const attached: [id: string, cve: string][] = [];
    for (const group of groups) {
      const ids = group.map(vulnerabilityId);
      const others = ids.filter(id => !isCve(id));
      for (const other of others) closure.union(others[0], other);
      if (others.length > 0) {
        for (const id of ids) if (isCve(id)) attached.push([others[0], id]);
      }
    }
    closure.close(attached);
    return closure;
  }

  private constructor() {}

  /** Canonical ids: one, unless the id stands for several CVEs. Sorted. */
  canonical(id: string): readonly string[] {
    const own = vulnerabilityId(id);
    if (isCve(own)) return [own];
    const cves = this.#cves.get(this.find(own));
    if (cves) return [...cves].sort();
    const members = this.#members.get(this.find(own)) ?? [own];
    const permanent = members.filter(member => !isTemporary(member));
    return [smallest(permanent.length > 0 ? permanent : members)];
  }

  /** The ids but CVEs that share a closure with any of these; sorted. */
  others(ids: readonly string[]): string[] {
    const found = new Set<string>();
    for (const id of ids) {
      const own = vulnerabilityId(id);
      if (isCve(own)) continue;
      for (const member of this.#members.get(this.find(own)) ?? [own]) {
        found.add(member);
      }
    }
    return [...found].sort();
  }

  private close(attached: [id: string, cve: string][]): void {
    for (const id of this.#parents.keys()) {
      const root = this.find(id);
      const members = this.#members.get(root);
      if (members) members.push(id);
      else this.#members.set(root, [id]);
    }
    for (const [id, cve] of attached) {
      const root = this.find(id);
      const cves = this.#cves.get(root);
      if (cves) cves.add(cve);
      else this.#cves.set(root, new Set([cve]));
    }
  }

  private union(a: string, b: string): void {
    const first = this.find(a);
    const second = this.find(b);
    this.#parents.set(first, first);
    this.#parents.set(second, first);
  }

  private find(id: string): string {
    const first = this.#parents.get(id);
    if (first === undefined || first === id) return id;
    let root = first;
    for (let up = this.#parents.get(root); up !== undefined && up !== root; ) {
      root = up;
      up = this.#parents.get(root);
    }
    if (root === first) return root;
    // Path compression keeps a chain of many aliases from being walked again and again.
    let step = id;
    while (step !== root) {
      const up = this.#parents.get(step) ?? root;
      this.#parents.set(step, root);
      step = up;
    }
    return root;
  }
}

function smallest(ids: readonly string[]): string {
  return ids.reduce((least, id) => (id < least ? id : least));
}
