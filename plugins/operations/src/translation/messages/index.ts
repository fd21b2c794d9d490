import { backup } from './backup';
import { decisions } from './decisions';
import { frame } from './frame';
import { incidents } from './incidents';
import { pages } from './pages';
import { patch } from './patch';
import { posture } from './posture';
import { service } from './service';
import { upkeep } from './upkeep';

/** Every text of the plugin, in English. */
export const messages = {
  ...frame,
  ...posture,
  ...service,
  ...backup,
  ...patch,
  ...incidents,
  ...upkeep,
  ...decisions,
  ...pages,
};
