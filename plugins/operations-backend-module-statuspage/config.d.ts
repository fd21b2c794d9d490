import { HumanDuration } from '@backstage/types';

export interface Config {
  operations?: {
    statuspage?: {
      /** How often to ask. Default: five minutes. */
      every?: HumanDuration | string;
      /** Pages that entities may name. */
      pages?: Array<{
        /** Name that the annotation `statuspage.io/components` begins with. */
        name: string;
        /** Public address of the page, like `https://status.example.com`. */
        url: string;
      }>;
    };
  };
}
