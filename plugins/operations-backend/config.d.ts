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

    /**
     * Who holds the roles that sign-offs, exceptions and the `HAS_ROLE` condition name. A role that is not here is held by
     * nobody. Default: none.
     */
    roles?: {
      [role: string]: {
        /** Groups whose members hold it everywhere, like `group:default/sre-lead`. */
        groups?: string[];
        /** Whether members of the groups below them hold it too. Default: false. */
        transitive?: boolean;
        /** Whether members of the owning group hold it for what the group owns. Default: false. */
        ownerGroup?: boolean;
      };
    };

    /** Addresses under which calendar applications read the calendar of one person. */
    calendar?: {
      feeds?: {
        /** Whether people can make such addresses, and whether those that exist answer. Default: true. */
        enabled?: boolean;
        /** How long an address answers after it was made. Default: one year. */
        lifetime?: HumanDuration | string;
        /** How long it answers after the person was last signed in and looked at the calendar. Default: 14 days. */
        presence?: HumanDuration | string;
        /**
         * An ISO 8601 instant with a zone; visits before it don't count. Set it to now after tightening a permission policy, and
         * addresses rest until their owners look at the calendar again. Default: none.
         */
        validFrom?: string;
      };
    };

    /** How the log of decisions is made provable. Without a key it is numbered, but nothing is signed. */
    log?: {
      /** Name of the log in its checkpoints, unique in the world. Default: the host of `backend.baseUrl` and `/operations`. */
      origin?: string;
      /**
       * Ed25519 private key in PEM that signs checkpoints, as `openssl genpkey -algorithm ed25519` writes it. Never kept in the
       * database.
       * @visibility secret
       */
      key?: string;
      /** File with the key, instead of `key`. Outside production a missing file is made with a new key. */
      keyFile?: string;
      /** File outside the database that holds the newest checkpoint. Nothing is signed that contradicts it. */
      checkpointFile?: string;
      /** Raised by an operator after the database was set back to an earlier state. Default: as it is. */
      epoch?: number;
      /** Why the epoch was raised; it becomes an entry of the log. */
      resealReason?: string;
    };

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

    /**
     * Scorecards beside the two that ship. One with the name of a shipped one replaces it. Files are read again every few
     * seconds, urls every minute; a broken file keeps the last good version in force. Default: none.
     */
    scorecards?: Array<{
      /** A file, a glob or a url that an integration may read; relative paths start where the backend runs. */
      target: string;
    }>;

    /** Choices that change figures; shown beside them. Defaults: the phase documents. */
    settings?: {
      /** Business time. Default: Monday to Friday, 9 to 17, UTC, no holidays. */
      calendar?: {
        /** IANA zone. */
        timeZone?: string;
        /** 1 is Monday. */
        workdays?: number[];
        hours?: { from: number; to: number };
        /** ISO dates. */
        holidays?: string[];
      };
      incidents?: {
        /** Acknowledge within, per severity `sev-1` to `sev-4`. Default: 15 minutes, 1 hour, 4 hours, 1 business day. */
        responseTargets?: {
          [severity: string]: {
            within: HumanDuration | string;
            business?: boolean;
          };
        };
        /** Business days until the review of a SEV-1 or SEV-2 is due. Default: 5. */
        reviewBusinessDays?: number;
      };
      patch?: {
        /** Where the clock of a finding starts. Default: `detected`. */
        clock?: 'detected' | 'published' | 'fix-available' | 'kev-added';
        /** Remediation times. Default: `seed-08`. */
        preset?:
          | 'seed-07'
          | 'seed-08'
          | 'pci-dss'
          | 'fedramp'
          | 'cisa-bod-26-04';
        /** A scan older than this says nothing. Default: 7 days. */
        maxScanAge?: HumanDuration | string;
      };
      maintenance?: {
        /** Per activity. Default: the table of the Phase 08 document. */
        schedule?: {
          [activity: string]: {
            every: HumanDuration | string | 'as-needed';
            grace: HumanDuration | string;
          };
        };
      };
      audits?: {
        /** How often each type of audit has to be passed. Default: security monthly, internal and access reviews quarterly, others yearly. */
        every?: { [type: string]: HumanDuration | string };
      };
      support?: {
        /** Answer and solve within, per tier `P1` to `P4`. Default: the table of the Phase 08 document. */
        targets?: {
          [tier: string]: {
            response: HumanDuration | string;
            resolution: HumanDuration | string;
            business?: boolean;
          };
        };
      };
      backup?: {
        /** How long a restore proof lasts when the policy names no time. Default: 92 days. */
        proofTtl?: HumanDuration | string;
        /** Rows that replace those of the default strategy, per data type. */
        strategy?: {
          [dataType: string]: {
            schedule:
              | string
              | HumanDuration
              | { cron: string; timeZone: string };
            grace?: HumanDuration | string;
            retention: HumanDuration | string;
            location: 'off-site' | 'local' | 'git';
            rpo?: HumanDuration | string;
            rto?: HumanDuration | string;
            restoreTest?: {
              every: HumanDuration | string;
              minLevel: 'L0' | 'L1' | 'L2' | 'L3' | 'L4' | 'L5';
            };
          };
        };
      };
    };

    /**
     * What is known of vulnerabilities beside what scanners say. Without it a few entries that ship with the plugin are used,
     * which is shown beside the figures.
     */
    vulnerabilities?: {
      /** CISA's catalogue of known exploited vulnerabilities, as JSON. */
      knownExploited?: {
        /**
         * A url that `backend.reading.allow` or an integration opens, or a file; relative paths start where the backend runs.
         * The publisher's is `https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json`.
         */
        target: string;
      };
      /** FIRST's exploit prediction scores, as CSV, gzip or not. */
      exploitScores?: {
        /** As above. The publisher's is `https://epss.empiricalsecurity.com/epss_scores-current.csv.gz`. */
        target: string;
      };
      /** Pause between two readings. Default: 6 hours. */
      schedule?: HumanDuration | string;
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

    /** Documents found in TechDocs, catalog links and evidence, whose links are opened once a day. */
    documents?: {
      /** Whether the portal looks for documents and opens their links. Default: false. */
      check?: boolean;
      /**
       * Hosts that may be in a private network, like `wiki.example.com` or `wiki.example.com:8443`. Link-local addresses and
       * those of cloud metadata stay closed. Default: none.
       */
      allow?: string[];
    };
  };
}
