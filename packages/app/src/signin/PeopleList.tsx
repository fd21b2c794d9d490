import { Content, Header, InfoCard, Page } from '@backstage/core-components';
import Avatar from '@material-ui/core/Avatar';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemAvatar from '@material-ui/core/ListItemAvatar';
import ListItemText from '@material-ui/core/ListItemText';
import Typography from '@material-ui/core/Typography';

/** Props of {@link PeopleList}. */
export interface PeopleListProps {
  /** References of the example people, `user:default/sre-lead`. */
  users: string[];
  /** Why signing in as the last choice failed. */
  error?: Error;
  onChoose: (userRef: string) => void;
}

/** Asks which of the example people to be; there is no account and no password. */
export function PeopleList(props: PeopleListProps) {
  const { users, error, onChoose } = props;
  return (
    <Page themeId="home">
      <Header
        title="Operations portal"
        subtitle="An example, with example people"
      />
      <Content>
        <InfoCard
          title="Who are you today?"
          subheader="Each person is in the group of the role they are named after. You can switch at any time from the side bar."
        >
          {error && (
            <Typography color="error" role="alert" gutterBottom>
              {error.message}
            </Typography>
          )}
          <List aria-label="Example people">
            {users.map(userRef => (
              <ListItem
                key={userRef}
                button
                component="button"
                onClick={() => onChoose(userRef)}
              >
                <ListItemAvatar>
                  <Avatar aria-hidden>{initials(userRef)}</Avatar>
                </ListItemAvatar>
                <ListItemText primary={nameOf(userRef)} secondary={userRef} />
              </ListItem>
            ))}
          </List>
        </InfoCard>
      </Content>
    </Page>
  );
}

function wordsOf(userRef: string): string[] {
  return userRef.slice(userRef.indexOf('/') + 1).split('-');
}

/** Words that are not written as they are in a reference. */
const spelled: Record<string, string> = {
  sre: 'SRE',
  ciso: 'CISO',
  devops: 'DevOps',
};

function nameOf(userRef: string): string {
  return wordsOf(userRef)
    .map(word => spelled[word] ?? word[0].toUpperCase() + word.slice(1))
    .join(' ');
}

function initials(userRef: string): string {
  return wordsOf(userRef)
    .map(word => word[0].toUpperCase())
    .join('');
}
