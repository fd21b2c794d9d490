const key = 'operations-portal.person';

/** The example person chosen in this browser, kept until sign-out. */
export const rememberedPerson = {
  /** The reference of the person, or undefined when nobody is chosen. */
  get(): string | undefined {
    return window.localStorage.getItem(key) ?? undefined;
  },
  set(userRef: string) {
    window.localStorage.setItem(key, userRef);
  },
  forget() {
    window.localStorage.removeItem(key);
  },
};
