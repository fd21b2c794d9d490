export interface Config {
  auth?: {
    providers?: {
      demo?: {
        /**
         * The example people that the sign-in page offers.
         *
         * @deepVisibility frontend
         */
        users: string[];
      };
    };
  };
}
