import {
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { Millis } from '@backstage-operations/plugin-operations-common';

type Principal = BackstageUserPrincipal | BackstageServicePrincipal;

/** Callers remembered at most. */
const REMEMBERED = 5_000;

/** Remembers something about each caller for a while; failures are not remembered. @internal */
export class CallerCache<T> {
  /** @param holds - milliseconds for which a value is good */
  static create<T>(holds: Millis, now: () => Millis): CallerCache<T> {
    return new CallerCache(holds, now);
  }

  private readonly entries = new Map<
    string,
    { value: Promise<T>; until: Millis }
  >();

  private constructor(
    private readonly holds: Millis,
    private readonly now: () => Millis,
  ) {}

  /** @param about - tells apart several things about one caller */
  get(principal: Principal, about: string, make: () => Promise<T>): Promise<T> {
    const key = JSON.stringify([identity(principal), about]);
    const now = this.now();
    const entry = this.entries.get(key);
    if (entry && entry.until > now) return entry.value;
    if (this.entries.size >= REMEMBERED) this.entries.clear();
    const value = make();
    this.entries.set(key, { value, until: now + this.holds });
    value.catch(() => this.entries.delete(key));
    return value;
  }
}

/** Everything about a principal that a decision may rest on. */
function identity(principal: Principal): unknown {
  return principal.type === 'user'
    ? ['user', principal.userEntityRef, principal.actor?.subject]
    : ['service', principal.subject, principal.accessRestrictions];
}
