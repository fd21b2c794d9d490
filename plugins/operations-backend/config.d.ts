import { HumanDuration } from '@backstage/types';

export interface Config {
  operations?: {
    /**
     * What services may send: nothing, except what an entry names for their subject.
     *
     * A token from outside also needs `accessRestrictions` that name `operations.evidence.create` (and, to read,
     * `operations.entity.read`) for the plugin `operations`; a token without restrictions is refused.
     * Default: no entries.
     */
    ingest?: Array<{
      /** Subject of the token, as `backend.auth.externalAccess` or `plugin:<id>` gives it. */
      subject: string;
      /** Sources it may speak for, like `restic`; `*` for all. */
      sources: string[];
      /** Entities it may speak about, like `component:default/*`; `*` stands for any text. */
      entities: string[];
      /** Whether it may also read results of these entities, for example to ask for a gate. Default: false. */
      read?: boolean;
    }>;

    /** The copy of the catalog that results, lists and permissions are computed from. */
    catalog?: {
      /** Pause between two passes over the catalog. Default: 15 seconds. */
      refresh?: HumanDuration | string;
    };

    /**
     * How long evidence is kept, per kind. Default: one year for `slo`, `golden-signals`, `quality`, `backup-run` and
     * `support`, seven years for all others. Less than 120 days, or 400 days for the others, is refused: figures look back
     * that far. The newest revision of a policy, document, plan, acceptance or rotation is kept as long as its entity.
     */
    retention?: {
      [kind: string]: HumanDuration | string;
    };

    /** Evidence files named by the annotation `backstage-operations.io/evidence`. */
    files?: {
      /** Pause between two readings of all files. Default: 5 minutes. */
      schedule?: HumanDuration | string;
      /**
       * Whether files beside an entity that was registered from a local `file:` location are read from disk; only what lies
       * below the directory of the entity's own file. Default: true.
       */
      local?: boolean;
    };
  };
}
