import {
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { CallerView } from './EntityAccess';

/** How long a decision about what somebody may see holds. */
const HOLDS = 5_000;

/** Callers remembered at most. */
const REMEMBERED = 5_000;

/** Remembers decisions about callers for a few seconds; failures are not remembered. @internal */
export class ViewCache {
  static create(now: () => Millis): ViewCache {
    return new ViewCache(now);
  }

  private readonly entries = new Map<
    string,
    { view: Promise<CallerView>; until: Millis }
  >();

  private constructor(private readonly now: () => Millis) {}

  get(
    principal: BackstageUserPrincipal | BackstageServicePrincipal,
    permission: string,
    decide: () => Promise<CallerView>,
  ): Promise<CallerView> {
    const key = JSON.stringify([identity(principal), permission]);
    const now = this.now();
    const entry = this.entries.get(key);
    if (entry && entry.until > now) return entry.view;
    if (this.entries.size >= REMEMBERED) this.entries.clear();
    const view = decide();
    this.entries.set(key, { view, until: now + HOLDS });
    view.catch(() => this.entries.delete(key));
    return view;
  }
}

/** Everything about a principal that a decision may rest on. */
function identity(
  principal: BackstageUserPrincipal | BackstageServicePrincipal,
): unknown {
  return principal.type === 'user'
    ? ['user', principal.userEntityRef, principal.actor?.subject]
    : ['service', principal.subject, principal.accessRestrictions];
}
