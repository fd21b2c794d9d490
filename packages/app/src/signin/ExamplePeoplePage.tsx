import { ProxiedSignInPage } from '@backstage/core-components';
import {
  configApiRef,
  IdentityApi,
  useApi,
} from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { useState } from 'react';
import { PeopleList } from './PeopleList';
import { rememberedPerson } from './rememberedPerson';

/** Signs in as the remembered example person, or asks who to be. */
export function ExamplePeoplePage(props: SignInPageProps) {
  const { onSignInSuccess } = props;
  const users = useApi(configApiRef).getStringArray(
    'auth.providers.demo.users',
  );
  const [person, setPerson] = useState(rememberedPerson.get());

  if (person === undefined || !users.includes(person)) {
    return (
      <PeopleList
        users={users}
        onChoose={userRef => {
          rememberedPerson.set(userRef);
          setPerson(userRef);
        }}
      />
    );
  }
  return (
    <ProxiedSignInPage
      provider="demo"
      headers={{ 'x-demo-user': person }}
      onSignInSuccess={identity => onSignInSuccess(forgettable(identity))}
      ErrorComponent={({ error }) => (
        <PeopleList
          users={users}
          error={error}
          onChoose={userRef => {
            rememberedPerson.set(userRef);
            window.location.reload();
          }}
        />
      )}
    />
  );
}

/** The same identity, but signing out also forgets the choice, so that another person can be picked. */
function forgettable(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    async signOut() {
      rememberedPerson.forget();
      await identity.signOut();
    },
  };
}
