export interface Config {
  auth?: {
    providers?: {
      demo?: {
        /** References of the users that anyone may sign in as, in development only. */
        users: string[];
      };
    };
  };
}
