import { HumanDuration } from '@backstage/types';

export interface Config {
  operations?: {
    kubernetes?: {
      /** How often to ask. Default: 10 minutes. */
      every?: HumanDuration | string;
      /** Clusters with Velero; without any, Kubernetes is not asked. */
      clusters?: Array<{
        name: string;
        /** Address of the API server. */
        url: string;
        /**
         * Of a service account that may list backups, restores and schedules of velero.io.
         * @visibility secret
         */
        token?: string;
        /** Certificate of the cluster's authority, PEM in base64, as a kubeconfig has it. */
        caData?: string;
        /** Where Velero is installed. Default: `velero`. */
        veleroNamespace?: string;
      }>;
    };
  };
}
